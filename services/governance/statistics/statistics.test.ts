import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { newId, routesFor, service, sql, z } from '#kernel';
import { deviceOf, weekOf } from '#kernel/audience';
import { startEnt } from '#kernel/testing';
import statistics from './service.ts';

const { page } = routesFor();
const notebook = service({
  name: 'notebook',
  label: 'Carnet',
  family: 'communication',
  needs: [],
  personalData: [],
  audience: 'cahier_liaison',
  routes: [
    page('/carnet', {
      may: () => true,
      answer: z.object({}),
      load: async () => ({}),
      view: () => ({ type: 'main', props: {}, key: null }) as never,
    }),
  ],
});
let now = new Date('2026-03-03T09:00:00Z');
const ent = await startEnt([statistics, notebook], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const at = (moment: string) => {
  now = new Date(moment);
};
const place = async (kind: 'academy' | 'circonscription', name: string, parent: string | null) => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name, parent_id: parent }).execute();
  return id;
};
const toulouse = await place('academy', 'Toulouse', null);
const here = await place('circonscription', 'Toulouse Nord', toulouse);
const town = await ent.town('Launaguet');
const tilleuls = await ent.school({ name: 'École des Tilleuls', uai: '0319001A', townId: town, parentId: here });
const port = await ent.school({ name: 'École du Port', uai: '0319002B', parentId: toulouse });
const ce1 = await ent.classroom(tilleuls);
const cp = await ent.classroom(port);
const team = async (name: string, kind: 'academy' | 'adviser' | 'town', where: string) => {
  const id = await ent.person(name);
  await ent.give(id, kind, where);
  return ent.as(id);
};
const [irene, ines, luc] = [
  await team('Irène Sabatier', 'academy', toulouse),
  await team('Inès Cros', 'adviser', here),
  await team('Luc Mercier', 'town', town),
];
const nadia = await ent.as(await ent.director('Nadia Ferrand', tilleuls));
const parents = await Promise.all(
  Array.from({ length: 6 }, async (_, n) => ent.as(await ent.guardian(`Parent Numéro${n}`, await ent.pupil(`Enfant Numéro${n}`, ce1)))),
);
const hugoId = await ent.teacher('Hugo Lafont', ce1);
const hugo = await ent.as(hugoId);
const far = await ent.as(await ent.guardian('Ailleurs Loin', await ent.pupil('Petit Loin', cp)));
const night = async (moment: string) => {
  at(moment);
  await ent.views();
  await ent.work('statistics.count');
};
const figures = async (who: typeof irene, id: string, week = '2026-03-02') =>
  (await who.json(`/frequentation/${id}?semaine=${week}`)).json();

test('pages shown are counted by night: visits cut by half an hour, people once, minutes until the next page', async () => {
  for (const [index, parent] of parents.entries()) {
    at(`2026-03-03T17:0${index}:00Z`);
    await parent.get('/carnet');
    at(`2026-03-03T17:1${index}:00Z`);
    await parent.get('/carnet');
    // Half an hour later to the second: another visit.
    at(`2026-03-03T17:4${index}:00Z`);
    await parent.get('/carnet');
  }
  await night('2026-03-04T03:15:00Z');
  const { whole, profile, service: services, hour } = await figures(irene, tilleuls);
  expect(whole).toEqual({ value: '', visits: 12, users: 6, seconds: 3600 });
  expect(profile).toEqual([{ value: 'parent', visits: 12, users: 6, seconds: 3600 }]);
  expect(services).toEqual([{ value: 'cahier_liaison', visits: 12, users: 6, seconds: 3600 }]);
  // 17:00 UTC in March is six in the evening in Paris.
  expect(hour.map(({ value }: { value: string }) => value)).toEqual(['18']);
});

test('neither a page that does not exist, nor JSON, nor what is posted, nor whoever is outside, is counted', async () => {
  at('2026-03-04T10:00:00Z');
  await hugo.get('/nulle-part');
  await hugo.json('/carnet');
  await hugo.post('/carnet');
  await ent.nobody.get('/carnet');
  await ent.views();
  expect((await sql`select from kernel.views where at >= '2026-03-04T09:00:00Z'`.execute(ent.db)).rows).toEqual([]);
});

test('one teacher came: nothing is said of teachers, and no subtraction tells', async () => {
  at('2026-03-05T08:00:00Z');
  await hugo.get('/carnet');
  await night('2026-03-06T03:15:00Z');
  const { whole, profile } = await figures(nadia, tilleuls);
  expect(whole.users).toBe(7);
  expect(profile.map(({ users }: { users: number | null }) => users)).toEqual([null, null]);
});

test('nobody is named: what is kept is a code, another one the week after, and nothing once the week is counted', async () => {
  at('2026-03-06T08:00:00Z');
  await hugo.get('/carnet');
  at('2026-03-09T08:00:00Z');
  await hugo.get('/carnet');
  await ent.views();
  const { rows } = await sql<{ visitor: string }>`
    select encode(visitor, 'hex') as visitor from kernel.views where at >= '2026-03-06' order by at`.execute(ent.db);
  expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(2);
  expect(rows.map(({ visitor }) => visitor)).not.toContain(hugoId.replaceAll('-', ''));
  await night('2026-03-10T03:15:00Z');
  const left = await sql<{ at: Date }>`select at from kernel.views`.execute(ent.db);
  expect(left.rows.map((row) => weekOf(row.at))).toEqual(['2026-03-09']);
  expect((await figures(irene, tilleuls)).whole.users).toBe(7);
});

test('counted twice, a week counts once', async () => {
  await night('2026-03-10T03:15:00Z');
  await night('2026-03-10T03:15:00Z');
  expect((await figures(irene, tilleuls)).whole.visits).toBe(14);
});

test('the academy reads down to the school, a circonscription and a town their own, a director their school; nobody a class', async () => {
  const open = async (who: typeof irene, id: string) => (await who.get(`/frequentation/${id}`)).statusCode;
  expect(await Promise.all([toulouse, here, tilleuls, port, ce1].map((id) => open(irene, id)))).toEqual([200, 200, 200, 200, 404]);
  expect(await Promise.all([toulouse, here, tilleuls, port].map((id) => open(ines, id)))).toEqual([404, 200, 200, 404]);
  expect(await Promise.all([town, tilleuls, port].map((id) => open(luc, id)))).toEqual([200, 200, 404]);
  expect(await Promise.all([here, tilleuls, port, ce1].map((id) => open(nadia, id)))).toEqual([404, 200, 404, 404]);
  for (const who of [hugo, far]) expect(await open(who, tilleuls)).toBe(404);
  expect((await nadia.get('/frequentation')).headers.location).toBe(`/frequentation/${tilleuls}`);
  expect((await figures(irene, here)).whole.users).toBe(7);
  expect((await figures(luc, town)).whole.users).toBe(7);
});

test('what a school keeps to itself is in no sum: neither the academy’s, nor a subtraction, tells it', async () => {
  at('2026-03-16T17:00:00Z');
  for (const parent of parents) await parent.get('/carnet');
  await hugo.get('/carnet');
  await far.get('/carnet');
  await night('2026-03-17T03:15:00Z');
  const week = '2026-03-16';
  const [whole, near, away] = [
    await figures(irene, toulouse, week),
    await figures(irene, tilleuls, week),
    await figures(irene, port, week),
  ];
  expect([near.whole.users, away.whole.users, whole.whole.users]).toEqual([7, null, 7]);
  // Two profiles came to the first school, one of them alone: neither is said, there nor above.
  expect(near.profile.map(({ users }: { users: number | null }) => users)).toEqual([null, null]);
  expect(whole.profile).toEqual([]);
  expect(whole.service.map(({ users }: { users: number }) => users)).toEqual([7]);
});

test('the table for a spreadsheet speaks as the national figures do', async () => {
  const file = await irene.get(`/frequentation/${toulouse}/csv?semaine=2026-03-04`);
  const rows: Record<string, string>[] = parse(file.rawPayload, { delimiter: ';', columns: true, bom: true });
  expect(
    rows.map((row) => [row['debutsemaine'], row['uai'], row['visites_globales'], row['utilisateurs_globales'], row['duree_globales']]),
  ).toEqual([
    ['2026-03-02', '0319001A', '14', '7', '01:00:00'],
    ['2026-03-02', '0319002B', '0', '0', '00:00:00'],
  ]);
  expect([rows[0]?.['visites_parent'], rows[0]?.['visites_enseignant'], rows[0]?.['visites_eleve']]).toEqual(['', '', '0']);
  expect(Object.keys(rows[0] ?? {})).toContain('duree_production_collaborative');
});

test('absurd weeks show the last one', async () => {
  for (const semaine of ['9999-12-31', '0001-01-01', 'hier', '2026-02-30'])
    expect((await irene.json(`/frequentation/${here}?semaine=${semaine}`)).json().week).toBe('2026-03-09');
});

test('the screen says « moins de 5 » where too few came', async () => {
  const { body } = await nadia.get(`/frequentation/${tilleuls}?semaine=2026-03-02`);
  expect(body).toContain('moins de 5');
  expect(body).toContain('Carnet de liaison');
});

test('a browser says what it is on', () => {
  expect([
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148'),
    deviceOf('Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36'),
    deviceOf('Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile Safari/537.36'),
    deviceOf('Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)'),
    deviceOf(undefined),
  ]).toEqual(['smartphone', 'tablette', 'smartphone', 'ordinateur', 'autreappareil']);
});
