import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesOf, tagsOf, type Visitor } from '#kernel/testing';
import { startRegion } from './board.fixture.ts';
import deployment from './service.ts';

const { default: conventions } = await import(new URL('../conventions/service.ts', import.meta.url).href);
let now = new Date('2026-11-24T09:00:00Z');
const world = await startRegion([conventions, deployment], () => now);
const { ent, department, circonscription, other } = world;
afterAll(() => ent[Symbol.asyncDispose]());

const town = await ent.town();
const [one, two, three, empty, far] = [
  await ent.school({ name: 'École des Tilleuls', parentId: circonscription, townId: town }),
  await ent.school({ name: 'École du Causse', parentId: circonscription }),
  await ent.school({ name: 'École #let x = 1', parentId: circonscription }),
  await ent.school({ name: 'École vide', parentId: circonscription }),
  await ent.school({ name: 'École du Port', parentId: other }),
];
let [inspector, colleague, stranger, team, mayor, nadia]: Visitor[] = [];

beforeAll(async () => {
  inspector = await world.visitor('Marc Delmas', 'inspector', circonscription);
  colleague = await world.visitor('Lise Aubert', 'inspector', circonscription);
  stranger = await world.visitor('Iris Delpech', 'inspector', other);
  team = await world.visitor('Irène Sabatier', 'academy', department);
  mayor = await world.visitor('Luc Mercier', 'town', town);
  for (const school of [one, two, three, far]) await world.people('teacher', school, 2);
  const direct = async (name: string, school: string): Promise<Visitor> => {
    const id = await ent.director(name, school);
    return ent.as(id);
  };
  nadia = await direct('Nadia Ferrand', one);
  await direct('Omar Belkacem', two);
  for (const school of [one, two, three, empty, far]) await world.inForce(school, '2026-06-24');
  await world.count();
});

const relances = `/deploiement/${circonscription}/relances`;
const both = { ways: ['paper', 'message'] };
const lettersOf = async (school: string): Promise<number> =>
  (await ent.db.selectFrom('kernel.places').select('id').where('id', '=', school).execute()).length &&
  Number((await ent.db.pool.query('select count(*) as n from deployment.letters where school_id = $1', [school])).rows[0].n);

test('two clicks, and two inspectors at once, send one letter to each school', async () => {
  const page = (await inspector?.get(relances))?.body ?? '';
  expect(page).toContain('Écrire à 3 écoles');
  const answers = await Promise.all([inspector, inspector, colleague].map((who) => who?.post(relances, both)));
  expect(answers.map((answer) => answer?.statusCode)).toEqual([303, 303, 303]);
  expect(new Set(answers.map((answer) => answer?.headers.location)).size).toBe(1);
  expect([await lettersOf(one), await lettersOf(two), await lettersOf(three), await lettersOf(empty), await lettersOf(far)]).toEqual([
    1, 1, 1, 0, 0,
  ]);
});

test('the directors are told, and nobody else; each reads the letter of their school, on paper', async () => {
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select('title').execute();
  expect(told).toEqual(Array(2).fill({ title: 'Une lettre pour vous aider à avancer avec l’ENT' }));
  const seen = (await nadia?.get(`/deploiement/ecole/${one}`))?.body ?? '';
  const letter = /\/deploiement\/ecole\/[^"]+\/lettres\/[^"]+/.exec(seen)?.[0] ?? '';
  const paper = await nadia?.get(letter);
  const [text = ''] = await pagesOf(paper?.rawPayload ?? new Uint8Array());
  for (const words of ['École des Tilleuls', 'Nadia Ferrand', 'Marc Delmas', 'Moins de 5 comptes', '02/09/2026', 'le 24/11/2026'])
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  expect(await tagsOf(paper?.rawPayload ?? new Uint8Array())).toEqual(expect.arrayContaining(['H1', 'P', 'L']));
  // The town follows its school, and reads none of its letters.
  expect((await mayor?.get(`/deploiement/ecole/${one}`))?.body).not.toContain('/lettres/');
  expect((await mayor?.get(letter))?.statusCode).toBe(404);
  expect((await nadia?.get(letter.replace(one, two)))?.statusCode).toBe(404);
});

test('one gesture gives one PDF, a page a school; what a school is called is never a command', async () => {
  const { sent } = (await inspector?.json(relances))?.json() ?? {};
  expect(sent).toHaveLength(1);
  const mailing = `/deploiement/relances/${sent[0].id}`;
  const list = (await inspector?.get(mailing))?.body ?? '';
  for (const words of ['Nadia Ferrand', 'Omar Belkacem', 'personne de connu', '3 lettres']) expect(list).toContain(words);
  const pdf = await inspector?.get(`${mailing}/pdf`);
  const pages = await pagesOf(pdf?.rawPayload ?? new Uint8Array());
  expect(pages).toHaveLength(3);
  expect(pages.join(' ').replace(/\s+/g, ' ')).toContain('École #let x = 1');
  for (const door of [mailing, `${mailing}/pdf`])
    for (const who of [stranger, nadia, mayor]) expect((await who?.get(door))?.statusCode).toBe(404);
});

test('no second letter within three weeks; after them, and if the school still stalls, there is one', async () => {
  now = new Date('2026-12-14T09:00:00Z');
  const refused = await inspector?.post(relances, both);
  expect(refused?.statusCode).toBe(409);
  expect(refused?.body).toContain('moins de 21 jours');
  expect((await inspector?.post(`/deploiement/ecole/${one}/relance`))?.statusCode).toBe(409);
  now = new Date('2026-12-16T09:00:00Z');
  // One has opened meanwhile.
  await world.people('teacher', two, 5, 5, 1);
  await world.count();
  expect((await team?.post(`/deploiement/${department}/relances`, { ways: 'paper' }))?.statusCode).toBe(303);
  expect([await lettersOf(one), await lettersOf(two), await lettersOf(far)]).toEqual([2, 1, 1]);
  const { letters } = (await nadia?.json(`/deploiement/ecole/${one}`))?.json() ?? {};
  expect(letters.map(({ from }: { from: string }) => from)).toEqual(['Haute-Garonne', 'Circonscription des Coteaux']);
});

test('nobody writes to the schools of others, nor without saying how', async () => {
  for (const who of [stranger, nadia, mayor]) expect((await who?.post(relances, both))?.statusCode).toBe(404);
  for (const who of [stranger, nadia, mayor]) expect((await who?.post(`/deploiement/ecole/${one}/relance`))?.statusCode).toBe(404);
  for (const ways of [[], ['fax'], ['paper', 'x'.repeat(10_000)]])
    expect((await inspector?.post(relances, { ways }))?.statusCode).toBe(422);
});
