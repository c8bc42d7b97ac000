import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import { at, draftBy, outing, send, sentBy, village } from './scene.ts';
import liaison from './service.ts';

let clock = new Date('2026-11-24T21:30+01:00');
const ent = await startEnt([liaison], { now: () => clock });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
await ent.db.updateTable('kernel.schools').set({ calm: true }).where('id', '=', v.school).execute();
const teacher = await ent.as(v.claire);
const mother = await ent.as(v.anne);
const pupil = await ent.as(v.zelie);

const seesIt = async (noteId: string) => ({
  mother: (await mother.get(at(noteId, v.zelie))).statusCode,
  pupil: (await pupil.get(at(noteId, v.zelie))).statusCode,
  listed: (await mother.get('/liaison')).body.includes(noteId),
  todo: (await liaison.todo?.({ db: ent.db, me: await meOf(v.anne), now: clock }))?.length,
  told: (
    await ent.db
      .selectFrom('kernel.notifications')
      .select('id')
      .where('person_id', '=', v.anne)
      .where('arrived_at', 'is not', null)
      .execute()
  ).length,
});
const meOf = async (personId: string) => {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return seen.me;
};
const on = async (moment: string) => {
  clock = new Date(moment);
  await ent.settle();
};

test('a note sent at half past nine in the evening is nowhere for families before seven; its author knows when it arrives', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const preview = (await teacher.get(`/liaison/brouillons/${draft}/apercu`)).body;
  expect(preview).toMatch(/demain à 7\sh/);
  await send(ent, v.claire, draft);
  expect((await teacher.get(`/liaison/mots/${draft}/suivi`)).body).toMatch(/Ce mot arrivera[\s\S]*7\sh/);
  await on('2026-11-25T06:59:59+01:00');
  expect(await seesIt(draft)).toEqual({ mother: 404, pupil: 404, listed: false, todo: 0, told: 0 });
  expect((await mother.post(`${at(draft, v.zelie)}/reponse`, { answer: '' })).statusCode).toBe(404);
  await on('2026-11-25T07:00:00+01:00');
  expect(await seesIt(draft)).toEqual({ mother: 200, pupil: 200, listed: true, todo: 1, told: 1 });
  // Families read when it arrived, not how late their teacher works.
  expect((await mother.get(at(draft, v.zelie))).body).not.toMatch(/21\sh/);
});

test('an urgent note says why, arrives at once, and is counted', async () => {
  await on('2026-11-25T22:00:00+01:00');
  const draft = await draftBy(ent, v.claire, [v.ce1], { title: 'École fermée demain' });
  const { list } = (await teacher.json(`/liaison/brouillons/${draft}/apercu`)).json();
  await teacher.post(`/liaison/brouillons/${draft}/envoi`, { list, urgent: 'La chaudière est en panne.' });
  await ent.settle();
  expect(await seesIt(draft)).toMatchObject({ mother: 200, pupil: 200, told: 2 });
  expect((await mother.get(at(draft, v.zelie))).body).toContain('La chaudière est en panne.');
  const next = await draftBy(ent, v.claire, [v.ce1]);
  expect((await teacher.json(`/liaison/brouillons/${next}/apercu`)).json().urgentThisMonth).toBe(1);
});

test('withdrawn before it arrives, a note never was', async () => {
  await on('2026-11-27T20:30:00+01:00');
  const note = await sentBy(ent, v.claire, [v.ce1], { ...outing, title: 'Erreur' });
  await teacher.post(`/liaison/mots/${note}/retrait`);
  await on('2026-11-30T08:00:00+01:00');
  expect(await seesIt(note)).toMatchObject({ mother: 404, pupil: 404, listed: false, told: 2 });
});

test('a braked carnet keeps what was being written, lets families sign, and says why', async () => {
  await on('2026-12-01T10:00:00+01:00');
  const note = await sentBy(ent, v.claire, [v.ce1], { title: 'À signer' });
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const { list } = (await teacher.json(`/liaison/brouillons/${draft}/apercu`)).json();
  await ent.db
    .insertInto('kernel.brakes')
    .values({
      id: newId(),
      place_id: v.school,
      feature: '*',
      profiles: null,
      state: 'read-only',
      reason: 'Des comptes ont été volés.',
      set_by: null,
      set_at: clock,
      ends_at: new Date(clock.getTime() + 3_600_000),
    })
    .execute();
  const refused = await teacher.post(`/liaison/brouillons/${draft}/envoi`, { list });
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain('Des comptes ont été volés.');
  expect((await teacher.get(`/liaison/brouillons/${draft}`)).statusCode).toBe(200);
  expect((await mother.post(`${at(note, v.zelie)}/reponse`, { answer: '' })).statusCode).toBe(303);
  await on('2026-12-01T11:00:01+01:00');
  expect((await teacher.post(`/liaison/brouillons/${draft}/envoi`, { list })).statusCode).toBe(303);
});
