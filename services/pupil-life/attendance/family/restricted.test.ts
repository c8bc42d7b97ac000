import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { restrictGuardian } from '#kernel/people';
import { startEnt } from '#kernel/testing';
import { filled, opened, tuesday, village } from '../scene.ts';
import attendance from '../service.ts';

const ent = await startEnt([attendance], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const [anne, karim] = [await ent.as(v.anne), await ent.as(v.karim)];
const decision = {
  pupilId: v.zelie,
  guardianId: v.karim,
  schoolId: v.school,
  reference: 'Jugement 26/01234',
  decidedOn: '2026-10-05',
  endsOn: null,
};
const restricted = (informed: boolean) =>
  ent.db.transaction().execute((tx) => restrictGuardian(tx, { ...decision, informed, by: v.dominique, now: tuesday }));
const lifted = () =>
  sql`with gone as (delete from kernel.guardian_restrictions returning *)
    insert into kernel.guardianships (pupil_id, guardian_id, kind) select pupil_id, guardian_id, kind from gone on conflict do nothing`.execute(
    ent.db,
  );
const told = async (day: string) => {
  const address = `/appel/${v.ce1}/${day}/matin`;
  await claire.post(address, filled(await opened(claire, address), { [v.zelie]: 'absent' }));
  await ent.settle();
  const { rows } = await sql<{ name: string }>`
    select p.first_name as name from kernel.notifications n join kernel.people p on p.id = n.person_id
    where n.href like ${`%${day}%`} order by 1`.execute(ent.db);
  return rows.map(({ name }) => name);
};
const say = '/prevenir/demain';

test('without a decision both homes are told, and both may declare', async () => {
  expect(await told('2026-11-16')).toEqual(['Anne', 'Karim']);
  for (const home of [anne, karim]) expect((await home.get(`/appel/enfants/${v.zelie}${say}`)).statusCode).toBe(200);
});

test('a guardian whom a court left the right to be told is told, and declares nothing', async () => {
  await restricted(true);
  expect(await told('2026-11-17')).toEqual(['Anne', 'Karim']);
  const page = await karim.get('/appel/famille');
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('/prevenir/');
  expect((await karim.get(`/appel/enfants/${v.zelie}${say}`)).statusCode).toBe(404);
  expect((await karim.post(`/appel/enfants/${v.zelie}${say}`, { motive: 'illness' })).statusCode).toBe(404);
  expect((await anne.post(`/appel/enfants/${v.zelie}/2026-11-17/matin`, { motive: 'illness' })).statusCode).toBe(303);
  await lifted();
});

test('a guardian whom a court left nothing is told nothing and opens nothing', async () => {
  await restricted(false);
  expect(await told('2026-11-19')).toEqual(['Anne']);
  for (const address of ['/appel', '/appel/famille', `/appel/enfants/${v.zelie}${say}`, `/appel/enfants/${v.zelie}/2026-11-16/matin`])
    expect((await karim.get(address)).statusCode).toBe(404);
  await lifted();
  expect((await karim.get('/appel/famille')).statusCode).toBe(200);
});
