import { afterAll, expect, test } from 'vitest';
import { service } from '#kernel';
import { emitter } from '#kernel/outbox';
import { startEnt, startMailSink } from '#kernel/testing';
import notifications from './service.ts';

const forbidden = new Set<string>();
const notes = service({
  name: 'notes',
  label: 'Mots',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  notifications: {
    sent: {
      title: ({ about }) => `Un mot pour ${about ?? 'vous'}`,
      href: () => '/liaison',
      stillMay: async ({ personId }) => !forbidden.has(personId),
    },
  },
});
const services = [notes, notifications];
const paris = (moment: string) => new Date(`${moment}+01:00`);
let clock = paris('2026-11-24T21:30');
const sink = await startMailSink();
const ent = await startEnt(services, { now: () => clock, smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});

const school = await ent.school({ calm: true });
const ce1 = await ent.classroom(school);
const lea = await ent.pupil('Léa Martin', ce1);
const tom = await ent.pupil('Tom Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea, tom);
const paul = await ent.guardian('Paul Blanc', lea);
for (const [person, email] of [
  [anne, 'anne@famille.invalid'],
  [paul, 'paul@famille.invalid'],
] as const) {
  await ent.db.insertInto('kernel.contacts').values({ person_id: person, email }).execute();
  await ent.db.updateTable('kernel.accounts').set({ activated_at: clock }).where('person_id', '=', person).execute();
}

const write = (more: { urgent?: boolean; about?: string } = {}) =>
  ent.db.transaction().execute((tx) =>
    emitter(
      tx,
      'notes',
      services,
      null,
    )('sent', {
      to: { guardiansOf: [more.about ?? lea] },
      schoolId: school,
      payload: {},
      urgent: more.urgent ?? false,
    }),
  );
const feedOf = async (person: string) => (await (await ent.as(person)).json('/notifications')).json();
const titles = async (person: string) => (await feedOf(person)).items.map((item: { title: string }) => item.title);
const at = async (moment: string) => {
  clock = paris(moment);
  await ent.settle();
};
const mailedTo = (to: string) => sink.letters.filter((letter) => letter.to === to);

test('written at half past nine in the evening, it is nowhere before seven, then it is there', async () => {
  await write();
  await at('2026-11-24T21:31');
  expect(await titles(anne)).toEqual([]);
  expect((await (await ent.as(anne)).get('/notifications')).body).not.toContain('Un mot pour Léa');
  await at('2026-11-25T06:59');
  expect(await titles(anne)).toEqual([]);
  await at('2026-11-25T07:00');
  expect(await titles(anne)).toEqual(['Un mot pour Léa']);
  expect(sink.letters).toEqual([]);
});

test('what is urgent arrives in the night, and by mail at once, which says nothing of what was written', async () => {
  await at('2026-11-25T23:10');
  await write({ urgent: true });
  await ent.settle();
  expect(await titles(anne)).toHaveLength(2);
  expect(mailedTo('anne@famille.invalid')).toMatchObject([{ subject: 'Préau\u00a0: un message urgent de l’école' }]);
  expect(mailedTo('anne@famille.invalid')[0]?.text).toContain('Un mot pour Léa');
});

test('who lost the right to read in the meantime hears nothing: neither in the feed nor by mail', async () => {
  await at('2026-11-26T20:30');
  await write();
  await ent.settle();
  forbidden.add(paul);
  await at('2026-11-27T07:00');
  expect(await titles(paul)).toHaveLength(2);
  expect(await titles(anne)).toHaveLength(3);
});

test('one digest a day, at the hour each one chose, with every child’s news once; none when all was read', async () => {
  sink.letters.length = 0;
  const visitor = await ent.as(anne);
  expect((await visitor.post('/notifications/choix', { digest: 'on', hour: '12' })).statusCode).toBe(303);
  await write({ about: tom });
  await at('2026-11-27T11:59');
  await ent.work('kernel.digest');
  expect(sink.letters).toEqual([]);
  await at('2026-11-27T12:02');
  for (const _ of [1, 2, 3]) await ent.work('kernel.digest');
  expect(mailedTo('anne@famille.invalid')).toHaveLength(1);
  const text = mailedTo('anne@famille.invalid')[0]?.text ?? '';
  expect(text).toContain('– Un mot pour Tom');
  expect(text).toContain('– Un mot pour Léa');
  // Paul may no longer read, and has not chosen: nothing at noon, nothing at six.
  await at('2026-11-27T18:02');
  await ent.work('kernel.digest');
  expect(mailedTo('paul@famille.invalid')).toEqual([]);

  await write();
  await at('2026-11-30T09:00');
  await visitor.post('/notifications/lues');
  await at('2026-11-30T12:02');
  await ent.work('kernel.digest');
  expect(mailedTo('anne@famille.invalid')).toHaveLength(1);
});

test('no digest at the week-end, even if something urgent came and mail was refused then', async () => {
  forbidden.clear();
  await at('2026-12-04T19:30');
  await write();
  await ent.settle();
  const before = sink.letters.length;
  await at('2026-12-05T18:02');
  await ent.work('kernel.digest');
  expect(sink.letters).toHaveLength(before);
  await at('2026-12-07T18:02');
  await ent.work('kernel.digest');
  expect(mailedTo('paul@famille.invalid')).toHaveLength(1);
});

test('what came on the evening before two weeks of holidays is in the first digest on the way back', async () => {
  await at('2026-12-18T18:30');
  await write();
  await ent.settle();
  const before = mailedTo('anne@famille.invalid').length;
  for (const moment of ['2026-12-21T18:02', '2027-01-04T18:02']) {
    await at(moment);
    await ent.work('kernel.digest');
  }
  expect(mailedTo('anne@famille.invalid')).toHaveLength(before + 1);
  clock = paris('2026-12-08T09:00');
});

test('whoever wants no digest gets none', async () => {
  const visitor = await ent.as(paul);
  expect((await visitor.post('/notifications/choix', { hour: '18' })).statusCode).toBe(303);
  await write();
  await at('2026-12-08T18:02');
  const before = mailedTo('paul@famille.invalid').length;
  await ent.work('kernel.digest');
  expect(mailedTo('paul@famille.invalid')).toHaveLength(before);
});

test('an hour in the night, or that is none, is refused with a sentence', async () => {
  const visitor = await ent.as(anne);
  for (const hour of ['22', '6', 'midi', '']) {
    const answer = await visitor.post('/notifications/choix', { digest: 'on', hour });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('entre 7');
  }
});

test('the bell counts what arrived and was not read; opening the feed changes nothing, saying that all is read does', async () => {
  const visitor = await ent.as(anne);
  await write();
  await at('2026-12-09T10:00');
  const bell = async () => /class="bell"[\s\S]*?<\/a>/.exec((await visitor.get('/notifications')).body)?.[0] ?? '';
  const before = await bell();
  expect(before).toMatch(/\d+ nouveauté/);
  expect(await bell()).toBe(before);
  await visitor.post('/notifications/lues');
  expect(await bell()).not.toMatch(/nouveauté/);
});

test('the feed has pages, each notification on one and only one of them, and can be read child by child', async () => {
  for (let at = 0; at < 35; at += 1) await write({ about: at % 2 ? lea : tom });
  await ent.settle();
  const first = await feedOf(anne);
  expect(first.items).toHaveLength(30);
  const second = (await (await ent.as(anne)).json(`/notifications?avant=${first.next}`)).json();
  const ids = [...first.items, ...second.items].map((item: { id: string }) => item.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(second.next).toBeNull();
  const ofTom = (await (await ent.as(anne)).json(`/notifications?enfant=${tom}`)).json();
  expect(new Set(ofTom.items.map((item: { child: { name: string } }) => item.child.name))).toEqual(new Set(['Tom']));
});

test('a cursor or a child of somebody else shows nothing of theirs', async () => {
  const stranger = await ent.guardian('Eva Roux', await ent.pupil('Ali Roux', ce1));
  const [theirs] = (await feedOf(anne)).items;
  const seen = (await (await ent.as(stranger)).json(`/notifications?avant=${theirs.id}&enfant=${lea}`)).json();
  expect(seen.items).toEqual([]);
  expect(seen.children.map((child: { name: string }) => child.name)).toEqual(['Ali']);
});

test('a child chooses nothing: no mail is sent to a child, no tablet is woken', async () => {
  const child = await ent.as(lea);
  expect((await child.get('/notifications/choix')).statusCode).toBe(404);
  expect((await child.post('/notifications/choix', { hour: '12' })).statusCode).toBe(404);
  expect((await child.get('/notifications')).body).not.toContain('/notifications/choix');
});
