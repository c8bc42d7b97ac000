import ICAL from 'ical.js';
import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { evening, tuesday, village } from './scene.ts';
import agenda from './service.ts';

const ent = await startEnt([agenda], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);

type Feed = { id: string; name: string; address: string; readAt: string | null };
const feedsOf = async (personId: string): Promise<Feed[]> => (await (await ent.as(personId)).json('/agenda/abonnements')).json().feeds;
const addressOf = async (personId: string, name: string) => (await feedsOf(personId)).find((feed) => feed.name === name)?.address ?? '';
const path = (address: string) => address.replace('http://localhost:3000', '');

/** What an application that never saw our code makes of an address: each moment of each event, in UTC. */
async function read(address: string): Promise<string[]> {
  const answer = await ent.nobody.inject({ url: path(address) });
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
    200,
    'text/calendar; charset=utf-8',
    'no-store',
  ]);
  const calendar = new ICAL.Component(ICAL.parse(answer.body));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), String(zone.getFirstPropertyValue('tzid')));
  return calendar
    .getAllSubcomponents('vevent')
    .flatMap((component) => {
      const event = new ICAL.Event(component);
      const moments: string[] = [];
      const next = event.iterator();
      for (let time = next.next(); time && moments.length < 100; time = next.next())
        moments.push(`${event.startDate.isDate ? time.toString() : time.toJSDate().toISOString().slice(0, 16)} ${event.summary}`);
      return moments;
    })
    .sort();
}

const claire = await ent.as(v.claire);
const anne = await ent.as(v.anne);
const write = (form: Record<string, string>) => claire.post('/agenda/nouveau', { ...evening, placeId: v.ce1, ...form });
const weekly = { title: 'Piscine', firstDay: '2027-03-16', starts: '08:30', ends: '10:00', every: 'week', until: '2027-04-06' };
const pool = (await write(weekly)).headers['location'];
await claire.post(`${pool}/jours-retires`, { day: '2027-03-23' });
await write({ title: 'Classe de mer', firstDay: '2027-05-10', lastDay: '2027-05-12', starts: '', ends: '' });
await anne.post('/agenda/nouveau', { ...evening, placeId: 'mine', title: 'Dentiste', firstDay: '2026-12-02' });

test('an application finds the very days of our pages: half past eight before and after the clocks change, without the one retired', async () => {
  expect((await anne.post('/agenda/abonnements', { name: 'Mon téléphone' })).statusCode).toBe(303);
  expect(await read(await addressOf(v.anne, 'Mon téléphone'))).toEqual([
    '2026-12-02T17:00 Dentiste',
    '2027-03-16T07:30 Piscine (CE1 A)',
    '2027-03-30T06:30 Piscine (CE1 A)',
    '2027-04-06T06:30 Piscine (CE1 A)',
    '2027-05-10 Classe de mer (CE1 A)',
  ]);
});

test('the address of one child, given to a grandmother, says nothing of the parent’s own dates, nor any surname', async () => {
  await anne.post('/agenda/abonnements', { name: 'Mamie', childId: v.zelie });
  const address = await addressOf(v.anne, 'Mamie');
  const events = await read(address);
  expect(events).toHaveLength(4);
  expect(events.join()).not.toContain('Dentiste');
  const { body } = await ent.nobody.inject({ url: path(address) });
  for (const surname of ['Moreau', 'Benali', 'Sadi']) expect(body).not.toContain(surname);
  await anne.post('/agenda/abonnements', { name: 'Avec les noms', withSurnames: 'on' });
  expect((await ent.nobody.inject({ url: path(await addressOf(v.anne, 'Avec les noms')) })).body).toContain('Claire Benali');
});

test('neither the other home nor anybody else has an address of this child’s agenda through her', async () => {
  expect(await feedsOf(v.karim)).toEqual([]);
  const [one] = await feedsOf(v.anne);
  const karim = await ent.as(v.karim);
  for (const end of ['nouvelle-adresse', 'retrait'])
    expect((await karim.post(`/agenda/abonnements/${one?.id}/${end}`)).statusCode).toBe(404);
  expect((await (await ent.as(v.emine)).post('/agenda/abonnements', { name: 'Zélie', childId: v.zelie })).statusCode).toBe(404);
  expect((await (await ent.as(v.zelie)).get('/agenda/abonnements')).statusCode).toBe(404);
});

test('one tap changes the address, and the old one is dead; revoked, both are', async () => {
  const before = await addressOf(v.anne, 'Mon téléphone');
  const id = (await feedsOf(v.anne)).find(({ name }) => name === 'Mon téléphone')?.id;
  await anne.post(`/agenda/abonnements/${id}/nouvelle-adresse`);
  const after = await addressOf(v.anne, 'Mon téléphone');
  expect((await ent.nobody.inject({ url: path(before) })).statusCode).toBe(404);
  expect(await read(after)).toHaveLength(5);
  await anne.post(`/agenda/abonnements/${(await feedsOf(v.anne)).find(({ name }) => name === 'Mon téléphone')?.id}/retrait`);
  expect((await ent.nobody.inject({ url: path(after) })).statusCode).toBe(404);
});

test('a wrong secret, another feed’s secret and no secret look like what does not exist', async () => {
  const [one, other] = [await addressOf(v.anne, 'Mamie'), await addressOf(v.anne, 'Avec les noms')];
  const [bare = '', key = ''] = path(one).split('?cle=');
  for (const url of [
    bare,
    `${bare}?cle=`,
    `${bare}?cle=${path(other).split('?cle=')[1]}`,
    `${bare}?cle=${key.slice(1)}`,
    '/agenda/ical/x?cle=y',
  ])
    expect([url, (await ent.nobody.inject({ url })).statusCode]).toEqual([url, 404]);
});

test('the last reading is shown, and whoever loses the child, the class or the account reads nothing more', async () => {
  const address = await addressOf(v.anne, 'Mamie');
  await read(address);
  expect((await feedsOf(v.anne)).find(({ name }) => name === 'Mamie')?.readAt).toBe(tuesday.toISOString());
  await ent.db.deleteFrom('kernel.guardianships').where('guardian_id', '=', v.anne).execute();
  expect(await read(address)).toEqual([]);
  expect(await read(await addressOf(v.anne, 'Avec les noms'))).toEqual(['2026-12-02T17:00 Dentiste']);
  await ent.db.updateTable('kernel.accounts').set({ blocked_at: tuesday }).where('person_id', '=', v.anne).execute();
  expect((await ent.nobody.inject({ url: path(address) })).statusCode).toBe(404);
});
