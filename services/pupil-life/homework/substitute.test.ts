import { afterAll, expect, test } from 'vitest';
import { pagesOf, startEnt } from '#kernel/testing';
import { poem, village } from './scene.ts';
import homework from './service.ts';

/** A substitute's day, hour by hour: Lou teaches in another school; Claire is ill on Thursday. */
let now = new Date('2026-11-25T18:00:00Z');
const ent = await startEnt([homework], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const [claire, lou, marc, dominique, anne] = await Promise.all([v.claire, v.lou, v.marc, v.dominique, v.anne].map((id) => ent.as(id)));
if (!claire || !lou || !marc || !dominique || !anne) throw new Error('somebody is missing');
const thursday = '2026-11-26';
const at = (clock: string) => (now = new Date(`${thursday}T${clock}:00+01:00`));
const doors = ['remplacement', 'remplacement/fiche', `semaine/${thursday}`, `cahier-journal/${thursday}`, 'nouveau'].map(
  (end) => `/devoirs/${v.ce1}/${end}`,
);
const statuses = (visitor: typeof lou) => Promise.all(doors.map(async (url) => (await visitor.get(url)).statusCode));
const open = [200, 200, 200, 200, 200];
const shut = [404, 404, 404, 404, 404];

test('the cahier-journal is for those who teach the class: neither families, nor the other classes, nor the director', async () => {
  const written = await claire.post(`/devoirs/${v.ce1}/cahier-journal/${thursday}`, {
    subject: 'maths',
    half: 'morning',
    text: 'La retenue, ardoise.',
  });
  expect(written.statusCode).toBe(303);
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, days: [thursday] });
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, text: 'Lire page 14.', kind: 'reading', days: ['2026-11-27'] });
  for (const visitor of [anne, marc, lou, dominique, await ent.as(v.zelie), await ent.as(v.atsem)])
    expect((await visitor.get(`/devoirs/${v.ce1}/cahier-journal/${thursday}`)).statusCode).toBe(404);
  expect((await dominique.get(`/devoirs/${v.ce1}/remplacement`)).body).not.toContain('/cahier-journal/');
  const pages = await pagesOf((await claire.get(`/devoirs/${v.ce1}/cahier-journal/${thursday}/imprimer`)).rawPayload);
  expect(pages.join(' ')).toContain('La retenue, ardoise.');
});

test('on Wednesday evening the director opens the class to Lou by her login; nobody else of the school may', async () => {
  const { login } = await ent.db.selectFrom('kernel.accounts').select('login').where('person_id', '=', v.lou).executeTakeFirstOrThrow();
  const form = { login, days: [thursday] };
  for (const visitor of [lou, marc, anne]) expect((await visitor.post(`/devoirs/${v.ce1}/remplacants`, form)).statusCode).toBe(404);
  const parent = await ent.db.selectFrom('kernel.accounts').select('login').where('person_id', '=', v.anne).executeTakeFirstOrThrow();
  expect((await dominique.post(`/devoirs/${v.ce1}/remplacants`, { ...form, login: parent.login })).statusCode).toBe(422);
  expect((await dominique.post(`/devoirs/${v.ce1}/remplacants`, { login, days: ['2026-11-28'] })).statusCode).toBe(422);
  expect((await dominique.post(`/devoirs/${v.ce1}/remplacants`, form)).statusCode).toBe(303);
  expect(await statuses(lou)).toEqual(shut);
  const lines = await ent.db
    .selectFrom('kernel.audit')
    .select(['actor_id', 'school_id', 'details'])
    .where('action', '=', 'homework.substitute.opened')
    .execute();
  expect(lines).toEqual([{ actor_id: v.dominique, school_id: v.school, details: { classId: v.ce1, personId: v.lou, days: [thursday] } }]);
});

test('on Thursday morning Lou finds the class at once, and all she needs stands on two sheets', async () => {
  at('07:50');
  expect((await lou.get('/devoirs')).body).toContain('Vous remplacez en CE1 A aujourd’hui');
  expect(await homework.todo?.({ db: ent.db, me: { personId: v.lou, children: [] } as never, now })).toMatchObject([
    { title: 'Vous remplacez en CE1 A aujourd’hui', href: `/devoirs/${v.ce1}/remplacement` },
  ]);
  expect(await statuses(lou)).toEqual(open);
  const pages = await pagesOf((await lou.get(`/devoirs/${v.ce1}/remplacement/fiche`)).rawPayload);
  expect(pages.length).toBe(2);
  expect(pages[0]).toContain('La retenue, ardoise.');
  expect(pages[0]).toContain('Savoir la première strophe.');
  expect(pages[0]).toContain('Lire page 14.');
  expect(pages[0]).toContain('8 h 30 – 11 h 45');
  expect(pages[1]).toContain('Zélie Moreau');
  expect(pages[1]).not.toContain('Ali Kaya');
});

test('she writes what was done, moves what was not, and gives the lesson; she can let nobody else in', async () => {
  at('15:30');
  const diary = (await lou.json(`/devoirs/${v.ce1}/cahier-journal/${thursday}`)).json();
  const session = diary.days.find(({ day }: { day: string }) => day === thursday).sessions[0];
  expect((await lou.post(`/devoirs/seances/${session.id}/report`)).statusCode).toBe(303);
  await lou.post(`/devoirs/${v.ce1}/cahier-journal/${thursday}`, { subject: 'sport', half: 'afternoon', text: 'Relais.', done: 'on' });
  expect((await lou.post(`/devoirs/${v.ce1}`, { ...poem, text: 'Baskets.', kind: 'material', days: ['2026-11-27'] })).statusCode).toBe(303);
  expect((await lou.get(`/devoirs/${v.ce1}/remplacants`)).statusCode).toBe(404);
  const week = (await claire.json(`/devoirs/${v.ce1}/cahier-journal/${thursday}`)).json();
  expect(
    week.days.map(({ day, sessions }: { day: string; sessions: { body: string; author: string }[] }) => [
      day,
      sessions.map(({ body, author }) => `${body} ${author}`),
    ]),
  ).toContainEqual([thursday, ['Relais. Lou Ferrand']]);
});

test('at six sharp every page is dead, and what was open answers nothing; the next morning too', async () => {
  at('17:59');
  expect(await statuses(lou)).toEqual(open);
  at('18:00');
  expect(await statuses(lou)).toEqual(shut);
  expect((await lou.post(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-11-27'] })).statusCode).toBe(404);
  expect((await lou.get('/devoirs')).body).not.toContain('Vous remplacez');
  now = new Date('2026-11-27T08:00:00+01:00');
  expect(await statuses(lou)).toEqual(shut);
});

test('six o’clock is the school’s own, and an access taken back is dead at once', async () => {
  await ent.db.updateTable('kernel.schools').set({ time_zone: 'Indian/Reunion' }).where('id', '=', v.school).execute();
  await claire.post(`/devoirs/${v.ce1}/remplacants`, { personId: v.marc, days: ['2026-11-27', '2026-11-30'] });
  now = new Date('2026-11-27T13:59:00Z');
  expect(await statuses(marc)).toEqual(open);
  now = new Date('2026-11-27T14:00:00Z');
  expect(await statuses(marc)).toEqual(shut);
  now = new Date('2026-11-30T05:00:00Z');
  expect(await statuses(marc)).toEqual(open);
  const { given } = (await claire.json(`/devoirs/${v.ce1}/remplacants`)).json();
  expect((await claire.post(`/devoirs/${v.ce1}/remplacants/${given[0].id}/fin`)).statusCode).toBe(303);
  expect(await statuses(marc)).toEqual(shut);
});
