import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { newId } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { filled, opened, statesOf, tuesday, village } from './scene.ts';
import attendance from './service.ts';

let now = tuesday;
const ent = await startEnt([attendance], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const morning = `/appel/${v.ce1}/2026-11-24/matin`;

test('everybody is present; the teacher marks who is not, without script, and corrects it when somebody comes late', async () => {
  const claire = await ent.as(v.claire);
  const blank = await opened(claire, morning);
  expect(statesOf(blank)).toEqual({ 'Léa Aubin': 'present', 'Zélie Moreau': 'present', 'Tom Petit': 'present' });
  expect((await claire.post(morning, filled(blank, { [v.zelie]: 'absent', [v.tom]: 'late 08:52' }))).statusCode).toBe(303);
  expect(statesOf(await opened(claire, morning))).toEqual({ 'Léa Aubin': 'present', 'Zélie Moreau': 'absent', 'Tom Petit': 'late 08:52' });
  expect((await claire.get(morning)).body).toContain('Appel fait à 8 h 40 par Claire Benali.'.replaceAll('8 h 40', '8\u00a0h\u00a040'));
  const again = await opened(claire, morning);
  await claire.post(morning, filled(again, { [v.zelie]: 'late 09:10' }));
  expect(statesOf(await opened(claire, morning))['Zélie Moreau']).toBe('late 09:10');
  expect((await opened(claire, morning)).differences).toEqual([]);
});

test('the roll opens on the half-day of the moment, by the clock of the school', async () => {
  const claire = await ent.as(v.claire);
  expect((await claire.get('/appel')).headers.location).toBe(morning);
  now = new Date('2026-11-24T12:50:00Z');
  expect((await claire.get('/appel')).headers.location).toBe(`/appel/${v.ce1}/2026-11-24/apres-midi`);
  now = tuesday;
});

test('there is no roll on a half-day without class, nor before its day', async () => {
  const claire = await ent.as(v.claire);
  const form = filled(await opened(claire, morning));
  expect((await claire.post(`/appel/${v.ce1}/2026-11-22/matin`, form)).statusCode).toBe(409);
  const wednesday = await claire.post(`/appel/${v.ce1}/2026-11-18/apres-midi`, form);
  expect(wednesday.statusCode).toBe(409);
  const tomorrow = await claire.post(`/appel/${v.ce1}/2026-11-26/matin`, form);
  expect(tomorrow.statusCode).toBe(409);
  expect(tomorrow.body).toContain('pas encore arrivée');
  const empty = await claire.post(`/appel/${v.ce1}/2026-11-24/apres-midi`, { key: newId() });
  expect(empty.statusCode).toBe(422);
});

test('the director sees which classes have called and which have not', async () => {
  const director = await ent.as(v.dominique);
  const { classes } = (await director.json(`/appel/ecoles/${v.school}`)).json();
  expect(classes.map(({ name, calledAt, absent, late }: Record<string, unknown>) => [name, calledAt !== null, absent, late])).toEqual([
    ['CM2', false, 0, 0],
    ['CE1 A', true, 0, 2],
  ]);
  const html = (await director.get(`/appel/ecoles/${v.school}`)).body;
  expect(html).toContain('1 classe n’a pas encore fait l’appel.');
});

test.for([
  ['teacher of the class', 'claire', 200],
  ['director', 'dominique', 200],
  ['teacher of another class', 'marc', 404],
  ['teacher of another school', 'lou', 404],
  ['atsem', 'atsem', 404],
  ['guardian of a child of the class', 'anne', 404],
  ['the child', 'zelie', 404],
] as const)('%s: opens the sheet, %s → %s', async ([, who, status]) => {
  const visitor = await ent.as(v[who]);
  expect((await visitor.get(morning)).statusCode).toBe(status);
  const sent = await visitor.post(`/appel/${v.ce1}/2026-11-24/apres-midi`, { key: newId(), [`mark-${v.lea}`]: 'present' });
  expect(sent.statusCode).toBe(status === 200 ? 303 : 404);
  expect((await visitor.get(`/appel/${v.ce1}/presents`)).statusCode).toBe(status);
  expect((await visitor.post(`${morning}/vu`)).statusCode).toBe(status === 200 ? 303 : 404);
});

test('a child of another class slipped into the form is not called', async () => {
  const claire = await ent.as(v.claire);
  const form = filled(await opened(claire, morning));
  await claire.post(morning, { ...form, [`mark-${v.ali}`]: 'absent', [`mark-${v.zelie}`]: 'absent' });
  const { rows } = await sql`select from attendance.marks where pupil_id = ${v.ali}`.execute(ent.db);
  expect(rows.length).toBe(0);
  expect(statesOf(await opened(claire, morning))['Zélie Moreau']).toBe('absent');
});

test('a day of last year is not called any more; one of last month is, and worries no family', async () => {
  const claire = await ent.as(v.claire);
  const sheet = filled(await opened(claire, morning), { [v.tom]: 'absent' });
  const last = await claire.post(`/appel/${v.ce1}/2025-11-24/matin`, { ...sheet, key: newId() });
  expect([last.statusCode, last.body.includes('année scolaire passée')]).toEqual([409, true]);
  await ent.settle();
  const before = await ent.db.selectFrom('kernel.notifications').select('id').execute();
  expect((await claire.post(`/appel/${v.ce1}/2026-10-06/matin`, { ...sheet, key: newId() })).statusCode).toBe(303);
  await ent.settle();
  expect((await ent.db.selectFrom('kernel.notifications').select('id').execute()).length).toBe(before.length);
});
