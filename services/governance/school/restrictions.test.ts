import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import school from './service.ts';

let now = new Date('2026-10-12T08:00:00Z');
const ent = await startEnt([school], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const here = await ent.school();
const elsewhere = await ent.school({ name: 'École du Port' });
const [ce1, cm2, far] = [await ent.classroom(here, 'CE1 A'), await ent.classroom(here, 'CM2'), await ent.classroom(elsewhere)];
const [zelie, ali] = [await ent.pupil('Zélie Moreau', ce1), await ent.pupil('Ali Kaya', far)];
const [anne, karim, emine] = [
  await ent.guardian('Anne Moreau', zelie),
  await ent.guardian('Karim Sadi', zelie),
  await ent.guardian('Emine Kaya', ali),
];
const director = await ent.as(await ent.director('Nadia Ferrand', here));
const list = `/ecole/${here}/restrictions`;
const form = `/ecole/${here}/classes/${ce1}/restrictions`;
const judgment = { pair: `${zelie} ${karim}`, informed: 'no', reference: 'Jugement 26/01234', decidedOn: '2026-10-05' };
const guardians = async () =>
  (
    await sql<{ id: string; authority: boolean }>`
      select guardian_id as id, holds_authority as authority from kernel.guardianships where pupil_id = ${zelie} order by guardian_id`.execute(
      ent.db,
    )
  ).rows;
const both = [
  { id: anne, authority: true },
  { id: karim, authority: true },
].sort((one, other) => (one.id < other.id ? -1 : 1));
const standing = async () => (await director.json(list)).json().standing;

test('what a court decided is written with its reference and its date, and the guardian is none any more for any service', async () => {
  for (const [wrong, sentence] of [
    [{ ...judgment, reference: ' ' }, 'référence'],
    [{ ...judgment, decidedOn: '' }, 'Donnez une date'],
    [{ ...judgment, informed: '' }, 'Dites ce que la décision change.'],
    [{ ...judgment, endsOn: '2026-10-01' }, 'vient après'],
    [{ ...judgment, decidedOn: '0000-01-01' }, 'Donnez une date'],
    [{ ...judgment, decidedOn: '2026-10-13' }, 'à venir'],
    [{ ...judgment, endsOn: '2026-10-11' }, 'est passé'],
    [{ ...judgment, pair: `${'-'.repeat(36)} ${'0'.repeat(36)}` }, 'de l’école'],
    [{ ...judgment, pair: `${ali} ${emine}` }, 'de l’école'],
    [{ ...judgment, pair: `${zelie} ${emine}` }, 'de l’école'],
  ] as const) {
    const answer = await director.post(form, wrong);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(sentence);
  }
  expect(await guardians()).toEqual(both);
  expect((await director.post(form, judgment)).statusCode).toBe(303);
  expect(await guardians()).toEqual([{ id: anne, authority: true }]);
  expect(await standing()).toMatchObject([
    { pupil: 'Zélie Moreau', guardian: 'Karim Sadi', informed: false, reference: 'Jugement 26/01234' },
  ]);
  const { rows } = await sql<{ action: string }>`select action from kernel.audit where action like 'school.guardian%'`.execute(ent.db);
  expect(rows).toEqual([{ action: 'school.guardian.restricted' }]);
});

test('neither an import nor a hand brings the link back while the decision stands; the director lifts it, and all is as before', async () => {
  await sql`insert into kernel.guardianships (pupil_id, guardian_id, kind, source) values (${zelie}, ${karim}, 'father', 'aaf') on conflict do nothing`.execute(
    ent.db,
  );
  expect(await guardians()).toEqual([{ id: anne, authority: true }]);
  expect((await director.post(form, judgment)).statusCode).toBe(422);
  const [{ id }] = await standing();
  expect((await director.post(`${list}/${id}/levee`)).statusCode).toBe(303);
  expect((await director.post(`${list}/${id}/levee`)).statusCode).toBe(404);
  expect(await guardians()).toEqual(both);
});

test('« told, and no more » leaves the link without authority, whatever is written over it, until its last day is past', async () => {
  await director.post(form, { ...judgment, informed: 'yes', endsOn: '2026-10-20' });
  await sql`update kernel.guardianships set holds_authority = true where guardian_id = ${karim}`.execute(ent.db);
  expect((await guardians()).find(({ id }) => id === karim)).toEqual({ id: karim, authority: false });
  now = new Date('2026-10-21T00:05:00Z');
  await ent.work('school.endRestrictions');
  expect(await guardians()).toEqual(both);
  expect(await standing()).toEqual([]);
});

test('two decisions written at the same moment are one', async () => {
  const statuses = await Promise.all([director.post(form, judgment), director.post(form, judgment)]);
  expect(statuses.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
  const [{ id }] = await standing();
  await director.post(`${list}/${id}/levee`);
  expect(await guardians()).toEqual(both);
});

test('only the director of the school reads and writes it; not even those above, nor the director of another school', async () => {
  await director.post(form, judgment);
  const [{ id }] = await standing();
  const academy = await ent.person('Irène Sabatier');
  await ent.give(academy, 'academy', here);
  for (const who of [await ent.teacher('Claire Benali', ce1), await ent.director('Lou Ferrand', elsewhere), academy, anne, karim, zelie]) {
    const visitor = await ent.as(who);
    expect((await visitor.get(list)).statusCode).toBe(404);
    expect((await visitor.get(form)).statusCode).toBe(404);
    expect((await visitor.post(form, judgment)).statusCode).toBe(404);
    expect((await visitor.post(`${list}/${id}/levee`)).statusCode).toBe(404);
  }
  expect((await director.get(`/ecole/${here}/classes/${far}/restrictions`)).statusCode).toBe(404);
  expect((await director.get(`/ecole/${here}/classes/${cm2}/restrictions`)).statusCode).toBe(200);
  expect((await director.get(`/ecole/${here}`)).body).toContain(list);
});
