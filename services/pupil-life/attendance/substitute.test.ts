import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { newId } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { filled, opened, tuesday, village } from './scene.ts';
import attendance from './service.ts';

let now = tuesday;
const ent = await startEnt([attendance], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);

test('whoever replaces calls the class that day, and no longer at six in the evening', async () => {
  await sql`
    insert into homework.substitutions (id, school_id, class_id, person_id, day, opens_at, closes_at)
    values (${newId()}, ${v.school}, ${v.ce1}, ${v.lou}, '2026-11-24', '2026-11-23T23:00:00Z', '2026-11-24T17:00:00Z')`.execute(ent.db);
  const lou = await ent.as(v.lou);
  const morning = `/appel/${v.ce1}/2026-11-24/matin`;
  expect((await lou.get('/appel')).body).toContain('CE1 A');
  expect((await lou.post(morning, filled(await opened(lou, morning), { [v.tom]: 'absent' }))).statusCode).toBe(303);
  expect((await lou.get(`/appel/${v.cm2}/2026-11-24/matin`)).statusCode).toBe(404);
  // That day's roll, and nothing else of the class's year.
  for (const address of [`/appel/${v.ce1}/2026-11-23/matin`, `/appel/${v.ce1}/absences/2026-11`])
    expect((await lou.get(address)).statusCode).toBe(404);
  expect((await lou.post(`/appel/enfants/${v.tom}/2026-11-24/matin/avis`, { justified: 'on' })).statusCode).toBe(404);
  now = new Date('2026-11-24T17:00:00Z');
  expect((await lou.get(morning)).statusCode).toBe(404);
  expect((await lou.post(morning, { key: newId(), [`mark-${v.tom}`]: 'present' })).statusCode).toBe(404);
});
