import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { inForce, land, postFile, typed } from './scene.ts';
import service from './service.ts';

/** What happens to a school whose convention is not renewed, from the first signature to the closing: docs/decisions/0014. */

let now = new Date('2025-06-10T09:00:00Z');
const ent = await startEnt([service], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await land(ent);
const [irene, luc, nadia] = [await ent.as(v.irene), await ent.as(v.luc), await ent.as(v.nadia)];
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const endOf = async (schoolId = v.rimbaud) => {
  const row = await ent.db.selectFrom('kernel.school_ends').selectAll().where('school_id', '=', schoolId).executeTakeFirst();
  return row ? [row.read_only_from, row.closed_from] : null;
};
const told = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows
    .map(({ person_id, title }) => `${Object.entries(v).find(([, id]) => id === person_id)?.[0]}: ${plain(title).split(' : ')[1]}`)
    .sort();
};
const morning = async (day: string) => {
  now = new Date(`${day}T09:00:00Z`);
  await ent.work('conventions.turn');
  await ent.work('conventions.remind');
  return told();
};
const id = await inForce(irene, typed(v.garonne));

test('a school that never had a convention is stopped by nobody; one that has knows its days from the signature', async () => {
  expect([await endOf(v.far), await endOf(), await endOf(v.rostand)]).toEqual([
    null,
    ['2026-09-06', '2026-12-06'],
    ['2026-09-06', '2026-12-06'],
  ]);
});

test('both sides and the director read the rule, with its days', async () => {
  for (const who of [irene, luc, nadia]) {
    const page = plain((await who.get(`/conventions/${id}`)).body);
    for (const said of [
      'À partir du 6 septembre 2026',
      'Jusqu’au 5 décembre 2026',
      'À partir du 6 décembre 2026',
      'Lecture seule',
      'Fermeture',
    ])
      expect(page).toContain(said);
  }
});

let next = '';

test('the next convention sent keeps the school open until New Year’s Eve; in force, until its own term; a draft, which nobody knows of, changes nothing', async () => {
  now = new Date('2026-06-15T09:00:00Z');
  next = String((await irene.post(`/conventions/${id}/renouvellement`)).headers.location);
  expect(await endOf()).toEqual(['2026-09-06', '2026-12-06']);
  await irene.post(`${next}/etapes/envoi`, { day: '2026-06-15' });
  expect(await endOf()).toEqual(['2027-01-01', '2027-04-01']);
});

test('the town says no: read-only from the term; every side is told that morning, and a month before the closing', async () => {
  await told();
  now = new Date('2026-07-20T09:00:00Z');
  expect((await postFile(irene, `${next}/etapes/sans-suite`, { day: '2026-07-20' })).statusCode).toBe(303);
  expect(await told()).toEqual(['luc: sans suite', 'nadia: sans suite']);
  expect(await endOf()).toEqual(['2026-09-06', '2026-12-06']);
  await morning('2026-09-05');
  expect(await morning('2026-09-07')).toEqual(['irene', 'luc', 'nadia'].map((who) => `${who}: lecture seule depuis le 06/09/2026`));
  expect(await morning('2026-09-08')).toEqual([]);
  expect(await morning('2026-11-06')).toEqual(
    ['irene', 'luc', 'nadia'].map((who) => `${who}: fermeture le 06/12/2026, récupérez vos documents`),
  );
  expect(await morning('2026-11-09')).toEqual([]);
});

test('it is never too late: a convention signed in October opens the school again', async () => {
  now = new Date('2026-10-12T09:00:00Z');
  const made = String((await irene.post(`/conventions/${id}/renouvellement`)).headers.location);
  await irene.post(`${made}/etapes/envoi`, { day: '2026-10-12' });
  expect(await endOf()).toEqual(['2027-01-01', '2027-04-01']);
  await postFile(irene, `${made}/etapes/deliberation`, { day: '2026-10-12', number: '1', vote: 'Pour' });
  await postFile(irene, `${made}/etapes/signature`, { day: '2026-10-12' });
  await postFile(irene, `${made}/etapes/vigueur`, { day: '2026-10-12' });
  expect(await endOf()).toEqual(['2027-09-06', '2027-12-06']);
});

test('terminated, it reads from the day after', async () => {
  const { rows } = { rows: (await irene.json('/conventions?etat=in-force')).json().rows };
  const step = (slug: string, fields: Record<string, string>) => postFile(irene, `/conventions/${rows[0].id}/etapes/${slug}`, fields);
  now = new Date('2026-11-20T09:00:00Z');
  await step('mise-en-demeure', { day: '2026-10-13', party: 'authority' });
  await step('resiliation', { day: '2026-11-17' });
  await morning('2026-12-03');
  expect(await endOf()).toEqual(['2026-12-04', '2027-03-04']);
});

test('a convention that nobody signed comes to nothing at its term', async () => {
  now = new Date('2026-12-04T09:00:00Z');
  const made = String((await irene.post('/conventions/nouvelle/saisie', typed(v.garonne, { schoolYear: '2026-2027' }))).headers.location);
  await irene.post(`${made}/etapes/envoi`, { day: '2026-12-04' });
  await morning('2027-09-06');
  expect((await irene.json(made)).json().state).toBe('dropped');
});
