import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { answerTo, draftBy, openPupils, person, send, sentBy, shelf, status, village } from './scene.ts';
import messaging from './service.ts';

/** What children may, and may not. */

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([messaging], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const tries = async (personId: string, to: string[]) => (await send(ent, personId, await draftBy(ent, personId, { to }))).statusCode;
const subjects = async (personId: string) => (await shelf(ent, personId)).map(({ subject }) => subject);

test('closed by default: a pupil writes to nobody, not even their teacher', async () => {
  for (const to of [v.tom, v.claire, v.dominique, v.anne]) expect(await tries(v.zelie, [person(to)])).toBe(422);
  expect((await (await ent.as(v.zelie)).get('/messagerie')).statusCode).toBe(200);
});

test('opened and read before: a classmate receives nothing until the teacher agrees; the teacher may return it with a word', async () => {
  await openPupils(ent, v.ce1, 'before');
  const id = await sentBy(ent, v.zelie, { to: [person(v.tom)], subject: 'Ce soir', text: 'Tu viens jouer ?' });
  expect([await subjects(v.tom), await status(ent, v.tom, id)]).toEqual([[], 404]);
  const [claire, marc] = [await ent.as(v.claire), await ent.as(v.marc)];
  expect((await claire.get('/messagerie/a-relire')).body).toContain('Tu viens jouer');
  expect((await marc.get('/messagerie/a-relire')).body).not.toContain('Tu viens jouer');
  expect((await marc.post(`/messagerie/a-relire/${id}/accord`)).statusCode).toBe(404);
  expect((await claire.post(`/messagerie/a-relire/${id}/retour`, { word: 'Ajoute un bonjour.' })).statusCode).toBe(303);
  expect((await (await ent.as(v.zelie)).get(`/messagerie/brouillons/${id}`)).body).toContain('Ajoute un bonjour.');
  expect((await send(ent, v.zelie, id)).statusCode).toBe(303);
  expect((await claire.post(`/messagerie/a-relire/${id}/accord`)).statusCode).toBe(303);
  expect(await subjects(v.tom)).toEqual(['Bonjour'].includes((await subjects(v.tom))[0] ?? '') ? ['Bonjour'] : ['Ce soir']);
  await ent.settle();
  const { rows } = await ent.db.pool.query('select person_id from kernel.notifications where href = $1', [`/messagerie/messages/${id}`]);
  expect(rows.map(({ person_id }) => person_id)).toEqual([v.tom]);
});

test('to their own teacher a pupil writes without waiting; to any other adult or class never, in no field, by no answer', async () => {
  expect(await tries(v.zelie, [person(v.claire)])).toBe(303);
  for (const to of [v.marc, v.dominique, v.lou, v.anne, v.julie, v.ali]) expect(await tries(v.zelie, [person(to)])).toBe(422);
  for (const circle of [`circle:team:${v.school}`, `circle:families:${v.ce1}`, `circle:pupils:${v.ce1}`])
    expect(await tries(v.zelie, [circle])).toBe(422);
  const id = await sentBy(ent, v.claire, { to: [person(v.zelie), person(v.dominique)], subject: 'Bravo' });
  const draft = await answerTo(ent, v.zelie, id, 'all');
  await draftBy(ent, v.zelie, { to: [person(v.claire), person(v.dominique)], subject: 'Merci' }, draft);
  expect((await send(ent, v.zelie, draft)).statusCode).toBe(303);
  expect(await subjects(v.claire)).toContain('Merci');
  expect(await subjects(v.dominique)).not.toContain('Merci');
});

test('read after: it arrives, the teacher sees it and may take it back', async () => {
  await openPupils(ent, v.ce1, 'after');
  const id = await sentBy(ent, v.tom, { to: [person(v.zelie)], subject: 'Billes', text: 'Tu es nulle aux billes.' });
  expect(await subjects(v.zelie)).toContain('Billes');
  const claire = await ent.as(v.claire);
  expect((await claire.get('/messagerie/a-relire')).body).toContain('Tu es nulle');
  expect((await claire.post(`/messagerie/a-relire/${id}/retrait`)).statusCode).toBe(303);
  expect((await (await ent.as(v.zelie)).get(`/messagerie/messages/${id}`)).body).not.toContain('Tu es nulle');
});

test('what was taken back already is not said to be taken back again', async () => {
  const id = await sentBy(ent, v.tom, { to: [person(v.zelie)], subject: 'Deux fois' });
  const claire = await ent.as(v.claire);
  expect((await claire.post(`/messagerie/a-relire/${id}/retrait`)).statusCode).toBe(303);
  expect((await claire.post(`/messagerie/a-relire/${id}/retrait`)).statusCode).toBe(409);
});

test('a child says that a message hurts: the school is told, its writer is not', async () => {
  const id = await sentBy(ent, v.tom, { to: [person(v.zelie)], subject: 'Encore' });
  expect((await (await ent.as(v.zelie)).post(`/messagerie/messages/${id}/signalement`)).statusCode).toBe(303);
  const reports = await ent.db.selectFrom('kernel.reports').selectAll().execute();
  expect(reports.map(({ thing_id, reported_by, author_id }) => [thing_id, reported_by, author_id])).toEqual([[id, v.zelie, v.tom]]);
  expect((await (await ent.as(v.tom)).get(`/messagerie/messages/${id}`)).body).not.toMatch(/signal/i);
});

test('links that do not come from the school are words to a child; those of the teacher open', async () => {
  const doc = (href: string) =>
    JSON.stringify({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'regarde', marks: [{ type: 'link', attrs: { href } }] }] }],
    });
  const fromTom = await sentBy(ent, v.tom, { to: [person(v.zelie)], subject: 'Lien', text: doc('https://mechant.example/') });
  const fromClaire = await sentBy(ent, v.claire, { to: [person(v.zelie)], subject: 'Lien', text: doc('https://ecole.example/') });
  const zelie = await ent.as(v.zelie);
  for (const read of [await zelie.get(`/messagerie/messages/${fromTom}`), await zelie.json(`/messagerie/messages/${fromTom}`)]) {
    expect(read.body).toContain('regarde');
    expect(read.body).not.toContain('mechant.example');
  }
  expect((await zelie.get(`/messagerie/messages/${fromClaire}`)).body).toContain('href="https://ecole.example/"');
});

test('for the youngest, messaging does not exist', async () => {
  const mia = await ent.pupil('Mia Petit', v.ce1, 'MS');
  const visitor = await ent.as(mia);
  expect((await visitor.get('/messagerie')).statusCode).toBe(404);
  expect((await visitor.post('/messagerie/brouillons')).statusCode).toBe(404);
  expect(await tries(v.zelie, [person(mia)])).toBe(422);
});

test('only the class’s teacher and its director open or close; only the director opens between families', async () => {
  const at = `/messagerie/reglages/classes/${v.ce1}`;
  expect((await (await ent.as(v.marc)).post(at, { pupils: 'after' })).statusCode).toBe(404);
  expect((await (await ent.as(v.anne)).post(at, { pupils: 'after' })).statusCode).toBe(404);
  expect((await (await ent.as(v.claire)).post(at, { pupils: 'off', parents: 'on' })).statusCode).toBe(303);
  expect(await tries(v.anne, [person(v.julie)])).toBe(422);
  expect(await tries(v.tom, [person(v.zelie)])).toBe(422);
  expect((await (await ent.as(v.dominique)).post(at, { pupils: 'off', parents: 'on' })).statusCode).toBe(303);
  expect(await tries(v.anne, [person(v.julie)])).toBe(303);
  const { rows } = await ent.db.pool.query(
    `select details from kernel.audit where action = 'messaging.class.opened' order by at desc limit 1`,
  );
  expect(rows[0].details).toMatchObject({ class: v.ce1, parents: true });
});
