import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visitor } from '#kernel/testing';
import { startRegion } from './board.fixture.ts';
import deployment from './service.ts';

const { default: conventions } = await import(new URL('../conventions/service.ts', import.meta.url).href);
let now = new Date('2026-11-24T09:00:00Z');
const world = await startRegion([conventions, deployment], () => now);
const { ent, region, academy, department, circonscription, other } = world;
afterAll(() => ent[Symbol.asyncDispose]());

const town = await ent.town();
const [lime, port, small, alone] = [
  await ent.school({ name: 'École des Tilleuls', parentId: circonscription, townId: town }),
  await ent.school({ name: 'École du Port', parentId: other }),
  await ent.school({ name: 'École =SOMME(1)', parentId: circonscription }),
  await ent.school({ name: 'École du Causse', parentId: circonscription, townId: town }),
];
const ce1 = await ent.classroom(lime, 'CE1 des Mésanges');
let [inspector, mayor, director, ada, teacher, stranger]: Visitor[] = [];

beforeAll(async () => {
  [inspector, mayor, director, ada, stranger] = [
    await world.visitor('Marc Delmas', 'inspector', circonscription),
    await world.visitor('Luc Mercier', 'town', town),
    await world.visitor('Nadia Ferrand', 'director', small),
    await world.visitor('Ada Fabre', 'academy', academy),
    await world.visitor('Iris Delpech', 'inspector', other),
  ];
  const [first = '', second = '', ...others] = await world.people('teacher', lime, 6, 5);
  await world.came([first, second], 2);
  await world.came(others, 9);
  const pupils = await world.people('pupil', ce1, 9, 3);
  for (const [at, pupil] of pupils.entries()) await world.people('guardian', pupil, 1, at < 6 ? 1 : 0);
  const [hugo = ''] = await world.people('teacher', port, 7, 1);
  teacher = await ent.as(hugo);
  await world.people('teacher', small, 2, 2);
  await world.people('teacher', alone, 3, 1);
  for (const school of [lime, port]) await world.inForce(school, '2026-06-24');
  await world.count();
});

type Figure = { profile: string; people: number | null; activated: number | null; week: number | null };
const figure = (figures: Figure[], profile: string) => figures.find((one) => one.profile === profile);
const boardOf = async (who: Visitor | undefined, place: string) => (await who?.json(`/deploiement/${place}`))?.json();

test('one goes down from the region to the school and no further, and meets neither a name nor a class', async () => {
  const words: string[] = [];
  for (const [place, next] of [
    [academy, department],
    [department, circonscription],
    [circonscription, lime],
  ]) {
    const seen = (await ada?.get(`/deploiement/${place}`))?.body ?? '';
    expect(seen).toContain(next);
    words.push(seen);
  }
  const school = await ada?.get(`/deploiement/ecole/${lime}`);
  expect(school?.body).toContain('École des Tilleuls');
  words.push(
    school?.body ?? '',
    (await ada?.get(`/deploiement/${academy}/csv`))?.body ?? '',
    (await ada?.get(`/deploiement/${academy}/ecoles`))?.body ?? '',
  );
  for (const word of words) {
    expect(word).not.toContain('Nommée');
    expect(word).not.toContain('Mésanges');
  }
  for (const below of [`/deploiement/${ce1}`, `/deploiement/ecole/${ce1}`]) expect((await ada?.get(below))?.statusCode).toBe(404);
});

test('people, accounts and visits are counted by profile, each once in a school', async () => {
  const { parts } = await boardOf(inspector, circonscription);
  const [seen] = parts.filter(({ id }: { id: string }) => id === lime);
  expect(figure(seen.figures, 'teacher')).toEqual({ profile: 'teacher', people: 6, activated: 5, week: 2 });
  expect(figure(seen.figures, 'pupil')).toEqual({ profile: 'pupil', people: 9, activated: 3, week: 0 });
  expect(figure(seen.figures, 'guardian')).toEqual({ profile: 'guardian', people: 9, activated: 6, week: 0 });
});

test('of fewer than five people nothing is said, neither alone nor by subtracting the schools from their sum', async () => {
  const { whole, parts } = await boardOf(inspector, circonscription);
  const of = (id: string) => figure(parts.find((part: { id: string }) => part.id === id).figures, 'teacher');
  const hush = { profile: 'teacher', people: null, activated: null, week: null };
  // Two teachers and a director; three teachers.
  expect([of(small), of(alone)]).toEqual([hush, hush]);
  // Both are in the sum, six people together: neither is read from it.
  expect(figure(whole.figures, 'teacher')).toMatchObject({ people: 12, activated: 8 });
  // The town has only one of them: it is not in its sum, which subtracted from the schools would say it.
  const ofTown = await boardOf(mayor, town);
  expect(figure(ofTown.whole.figures, 'teacher')).toEqual({ profile: 'teacher', people: 6, activated: 5, week: 2 });
  const list = (await ada?.json(`/deploiement/${academy}/ecoles`))?.json();
  expect(figure(list.rows.find(({ id }: { id: string }) => id === alone).figures, 'teacher')).toEqual(hush);
  expect((await ada?.get(`/deploiement/${academy}/csv`))?.body).toContain('trop peu');
});

test('a town follows its schools, a director theirs, an inspector those of the circonscription; a teacher none', async () => {
  expect((await mayor?.get('/deploiement'))?.headers.location).toBe(`/deploiement/${town}`);
  expect((await director?.get('/deploiement'))?.headers.location).toBe(`/deploiement/ecole/${small}`);
  expect((await inspector?.get('/deploiement'))?.headers.location).toBe(`/deploiement/${circonscription}`);
  const names = (await mayor?.json(`/deploiement/${town}/ecoles`))?.json().rows.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['École des Tilleuls', 'École du Causse']);
  const shut: [Visitor | undefined, string][] = [
    [mayor, `/deploiement/${circonscription}`],
    [mayor, `/deploiement/ecole/${port}`],
    [director, `/deploiement/ecole/${lime}`],
    [director, `/deploiement/${circonscription}`],
    [stranger, `/deploiement/${circonscription}`],
    [inspector, `/deploiement/${department}`],
    [inspector, `/deploiement/${town}`],
    [ada, `/deploiement/${region}`],
    [teacher, '/deploiement'],
    [teacher, `/deploiement/ecole/${lime}`],
  ];
  for (const [who, door] of shut) expect((await who?.get(door))?.statusCode, door).toBe(404);
});

test('a school in force is to be followed when it does not open, when few parents come, when nobody comes; the screen says the rule', async () => {
  const stalls = async () => {
    const { rows } = (await ada?.json(`/deploiement/${academy}/ecoles`))?.json() ?? {};
    return Object.fromEntries(rows.map(({ name, stall }: { name: string; stall: string | null }) => [name, stall]));
  };
  // The port has one account in seven; the lime trees came today; the others have no convention.
  expect(await stalls()).toEqual({
    'École des Tilleuls': null,
    'École du Port': 'unopened',
    'École =SOMME(1)': null,
    'École du Causse': null,
  });
  const only = (await ada?.json(`/deploiement/${academy}/ecoles?relancer=on`))?.json();
  expect([only.count, only.rows[0].name]).toEqual([1, 'École du Port']);
  const page = (await ada?.get(`/deploiement/${academy}/ecoles?relancer=on`))?.body ?? '';
  for (const rule of ['6 semaines', 'moins de 30', 'depuis 4 semaines', 'Chiffres de la nuit du 24/11/2026']) expect(page).toContain(rule);
  await world.people('guardian', (await world.people('pupil', ce1, 1))[0] ?? '', 30);
  await world.count();
  expect((await stalls())['École des Tilleuls']).toBe('few');
  now = new Date('2027-06-24T09:00:00Z');
  await world.count();
  expect((await stalls())['École des Tilleuls']).toBe('silent');
  now = new Date('2026-11-24T09:00:00Z');
});

test('the list is sorted and searched; absurd questions are answered; no name becomes a formula of the table', async () => {
  const names = async (query: string) =>
    (await ada?.json(`/deploiement/${academy}/ecoles?${query}`))?.json().rows.map(({ name }: { name: string }) => name);
  // Those that may be said, the fewest first; then the others.
  expect((await names('tri=enseignants')).slice(0, 2)).toEqual(['École du Port', 'École des Tilleuls']);
  expect(await names('q=port')).toEqual(['École du Port']);
  expect(await names('q=%25')).toEqual([]);
  expect(await names('page=9999')).toEqual([]);
  for (const odd of ['tri=zzz&page=-3', 'page=1e99', `q=${'x'.repeat(3000)}`, 'relancer=no', 'q=%00'])
    expect((await ada?.get(`/deploiement/${academy}/ecoles?${odd}`))?.statusCode, odd).toBe(200);
  const table = (await ada?.get(`/deploiement/${academy}/csv?q=port`))?.body ?? '';
  expect(table).toContain('"École du Port"');
  expect(table).not.toContain('Tilleuls');
});
