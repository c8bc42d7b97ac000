import { afterAll, expect, test } from 'vitest';
import { tokenHash } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { newId } from '../db/index.ts';
import { circlesFor, type Me, meBySession, membersOf, reaches, searchReach, whyReach } from './index.ts';

/**
 * The truth table of reach. The oracle is written by hand, person by person, and knows nothing of the policy: whoever is not
 * named on a line is not reached from it.
 */

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

const place = async (kind: 'region' | 'academy' | 'circonscription', name: string, parentId: string | null = null) => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name, parent_id: parentId }).execute();
  return id;
};
const region = await place('region', 'Occitanie');
const academy = await place('academy', 'Toulouse', region);
const otherAcademy = await place('academy', 'Montpellier', region);
const circonscription = await place('circonscription', 'Toulouse Nord', academy);
const farCirconscription = await place('circonscription', 'Sète', otherAcademy);
const town = await ent.town('Launaguet');
const farTown = await ent.town('Sète');
const tilleuls = await ent.school({ name: 'École des Tilleuls', townId: town, parentId: circonscription });
const lac = await ent.school({ name: 'École du Lac', townId: town, parentId: circonscription });
const port = await ent.school({ name: 'École du Port', townId: farTown, parentId: farCirconscription });
const ce1 = await ent.classroom(tilleuls, 'CE1 A');
const cm2 = await ent.classroom(tilleuls, 'CM2');
const ps = await ent.classroom(tilleuls, 'PS');
const lacCp = await ent.classroom(lac, 'CP');
const portCp = await ent.classroom(port, 'CP');

const people: Record<string, string> = {};
const add = async (name: string, made: Promise<string>) => {
  people[name] = await made;
  return people[name];
};
const holder = async (name: string, kind: Parameters<typeof ent.give>[1], placeId: string) => {
  const id = await ent.person(`${name} ${kind}`);
  await ent.give(id, kind, placeId);
  return id;
};
const zelie = await add('Zélie', ent.pupil('Zélie Moreau', ce1));
const tom = await add('Tom', ent.pupil('Tom Petit', ce1));
const ali = await add('Ali', ent.pupil('Ali Kaya', cm2, 'CM2'));
const mia = await add('Mia', ent.pupil('Mia Petit', ps, 'PS'));
const noe = await add('Noé', ent.pupil('Noé Roux', portCp, 'CP'));
await add('Anne', ent.guardian('Anne Moreau', zelie));
await add('Karim', ent.guardian('Karim Sadi', zelie));
await add('Julie', ent.guardian('Julie Petit', tom, mia));
await add('Emine', ent.guardian('Emine Kaya', ali));
await add('Paul', ent.guardian('Paul Roux', noe));
await add('Claire', ent.teacher('Claire Benali', ce1));
await add('Marc', ent.teacher('Marc Olive', cm2));
await add('Lou', ent.teacher('Lou Ferrand', lacCp));
await add('Jean', ent.teacher('Jean Mir', portCp));
await add('Rose', holder('Rose', 'atsem', ps));
await add('Sami', holder('Sami', 'assistant', tilleuls));
await add('Dominique', ent.director('Dominique Rey', tilleuls));
await add('Sacha', ent.director('Sacha Blin', lac));
await add('Odile', ent.director('Odile Sar', port));
await add('Luc', holder('Luc', 'town', town));
await add('Inès', holder('Inès', 'adviser', circonscription));
await add('Delmas', holder('Delmas', 'inspector', circonscription));
await add('Irène', holder('Irène', 'academy', academy));
await add('Ada', holder('Ada', 'administrator', region));

const team = ['Claire', 'Marc', 'Sami', 'Rose', 'Dominique'];
const above = ['Inès', 'Delmas'];

/** Whom each reaches while the classes have opened nothing. */
const closed: Record<string, string[]> = {
  Anne: ['Claire', 'Dominique'],
  Karim: ['Claire', 'Dominique'],
  Julie: ['Claire', 'Dominique'],
  Emine: ['Marc', 'Dominique'],
  Paul: ['Jean', 'Odile'],
  Zélie: [],
  Tom: [],
  Ali: [],
  Mia: [],
  Noé: [],
  Claire: ['Anne', 'Karim', 'Julie', ...team, ...above],
  Marc: ['Emine', ...team, ...above],
  Rose: ['Julie', ...team, ...above],
  Sami: [...team, ...above],
  Lou: ['Sacha', ...above],
  Jean: ['Paul', 'Odile'],
  Dominique: ['Anne', 'Karim', 'Julie', 'Emine', ...team, ...above, 'Luc'],
  Sacha: ['Lou', ...above, 'Luc'],
  Odile: ['Paul', 'Jean'],
  Luc: ['Dominique', 'Sacha'],
  Inès: ['Dominique', 'Sacha', 'Claire', 'Marc', 'Lou'],
  Delmas: ['Dominique', 'Sacha', 'Claire', 'Marc', 'Lou'],
  Irène: ['Dominique', 'Sacha', ...above],
  Ada: ['Dominique', 'Sacha', 'Odile', ...above],
};

async function meOf(name: string): Promise<Me> {
  const { token } = await ent.as(people[name] ?? '');
  const seen = await meBySession(ent.db, tokenHash(token));
  if (!seen) throw new Error(`${name} cannot sign in`);
  return seen.me;
}
const nameOf = (id: string): string => Object.entries(people).find(([, known]) => known === id)?.[0] ?? id;
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

async function table(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of Object.keys(people)) {
    const reached = await reaches(ent.db, await meOf(name), Object.values(people));
    found[name] = sorted([...reached].map(nameOf));
  }
  return found;
}
const expected = (rows: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(rows).map(([name, reached]) => [name, sorted(reached.filter((other) => other !== name))]));
const open = (classId: string, opening: 'pupils' | 'parents') =>
  ent.db.insertInto('kernel.reach_openings').values({ class_id: classId, opening, relayed: 'before', opened_by: null }).execute();

test('every profile reaches those it must and nobody else, while classes have opened nothing', async () => {
  expect(await table()).toEqual(expected(closed));
});

test('a class that opens its pupils’ messages opens them inside the class only; children who do not read yet stay out', async () => {
  await open(ce1, 'pupils');
  await open(ps, 'pupils');
  const withPupils = {
    ...closed,
    Zélie: ['Tom', 'Claire'],
    Tom: ['Zélie', 'Claire'],
    Claire: [...(closed['Claire'] ?? []), 'Zélie', 'Tom'],
  };
  expect(await table()).toEqual(expected(withPupils));
  await ent.db.deleteFrom('kernel.reach_openings').execute();
});

test('families who elected to reach each other do so inside their class, and no other child is reached', async () => {
  await open(ce1, 'parents');
  const withParents = {
    ...closed,
    Anne: ['Claire', 'Dominique', 'Karim', 'Julie'],
    Karim: ['Claire', 'Dominique', 'Anne', 'Julie'],
    Julie: ['Claire', 'Dominique', 'Anne', 'Karim'],
  };
  expect(await table()).toEqual(expected(withParents));
  await ent.db.deleteFrom('kernel.reach_openings').execute();
});

test('search shows the people reached and no other, whatever is typed', async () => {
  for (const name of Object.keys(people)) {
    const found = await searchReach(ent.db, await meOf(name), { q: '', limit: 100 });
    expect([name, sorted(found.map(({ id }) => nameOf(id)))]).toEqual([name, expected(closed)[name]]);
  }
  const anne = await meOf('Anne');
  for (const stranger of ['Zélie', 'Tom', 'Emine Kaya', 'Karim', 'Marc'])
    expect(await searchReach(ent.db, anne, { q: stranger })).toEqual([]);
});

test('search folds accents and case, takes the beginning of any word, and forgives a slip', async () => {
  const claire = await meOf('Claire');
  const names = async (q: string) => (await searchReach(ent.db, claire, { q })).map(({ id }) => nameOf(id));
  expect(await names('ines')).toEqual(['Inès']);
  expect(await names('MOR')).toContain('Anne');
  expect(await names('petti')).toContain('Julie');
  expect(await names('dominiqe')).toEqual(['Dominique']);
  expect(await names('olvie')).toEqual(['Marc']);
  // Nearness is for whoever finds nobody: « Marc » is not drowned among those who begin like him.
  expect(await names('marc')).toEqual(['Marc']);
  // A parent who bears another name is found by the child’s.
  expect(sorted(await names('zelie'))).toEqual(['Anne', 'Karim']);
  expect(await names('%')).not.toEqual([]);
  expect(await names('zz')).toEqual([]);
});

test('a parent who also teaches reaches what each hat reaches', async () => {
  const id = await ent.teacher('Farid Nouri', cm2);
  await ent.link(id, noe);
  people['Farid'] = id;
  const me = await meOf('Farid');
  expect(sorted([...(await reaches(ent.db, me, Object.values(people)))].map(nameOf))).toEqual(
    sorted([...(closed['Marc'] ?? []), 'Marc', 'Jean', 'Odile'].filter((name) => name !== 'Farid')),
  );
  delete people['Farid'];
});

test('circles are offered to adults of the school and above, never to parents nor pupils, and hold only people reached', async () => {
  const offered: Record<string, string[]> = {};
  for (const name of Object.keys(people)) {
    const me = await meOf(name);
    const circles = await circlesFor(ent.db, me);
    offered[name] = circles.map(({ label, count }) => `${label} (${count})`).sort();
    const members = await membersOf(ent.db, me, circles);
    const reached = await reaches(
      ent.db,
      me,
      members.map(({ id }) => id),
    );
    expect(members.filter(({ id }) => !reached.has(id))).toEqual([]);
  }
  for (const name of ['Anne', 'Karim', 'Julie', 'Emine', 'Paul', 'Zélie', 'Tom', 'Ali', 'Mia', 'Noé'])
    expect([name, offered[name]]).toEqual([name, []]);
  expect(offered['Claire']).toEqual(['Les familles de la classe CE1 A (3)', 'L’équipe de l’école · École des Tilleuls (5)'].sort());
  expect(offered['Luc']).toEqual(['Les directions des écoles · Launaguet (2)']);
  expect(offered['Dominique']).toContain('Les familles de la classe PS (1)');
  expect(offered['Dominique']).toContain('Toutes les familles · École des Tilleuls (4)');
});

test('a circle that is not open to me is empty, however it is asked for', async () => {
  const asked = [
    { circle: 'families', placeId: ce1 },
    { circle: 'team', placeId: tilleuls },
    { circle: 'pupils', placeId: ce1 },
  ] as const;
  expect(await membersOf(ent.db, await meOf('Anne'), asked)).toEqual([]);
  expect(await membersOf(ent.db, await meOf('Jean'), asked)).toEqual([]);
  expect((await membersOf(ent.db, await meOf('Marc'), asked)).every(({ circle }) => circle === 'team')).toBe(true);
});

test('why: the rule for whom I reach, « closed » for a pupil of my class, nothing for a stranger', async () => {
  const claire = await meOf('Claire');
  expect(await whyReach(ent.db, claire, people['Anne'] ?? '')).toMatchObject({
    reached: true,
    as: 'guardian',
    place: 'CE1 A',
    about: 'Zélie',
  });
  expect(await whyReach(ent.db, claire, zelie)).toMatchObject({ reached: false, as: 'pupil' });
  const anne = await meOf('Anne');
  expect(await whyReach(ent.db, anne, tom)).toBeUndefined();
  expect(await whyReach(ent.db, anne, people['Julie'] ?? '')).toBeUndefined();
  expect(await whyReach(ent.db, anne, newId())).toBeUndefined();
});

test('who leaves, or is put in the trash, is reached no more the same day', async () => {
  await ent.db
    .updateTable('kernel.people')
    .set({ leaving_since: new Date(), trashed_at: new Date() })
    .where('id', '=', people['Karim'] ?? '')
    .execute();
  await ent.db
    .updateTable('kernel.functions')
    .set({ ends_on: '2020-01-01' })
    .where('person_id', '=', people['Marc'] ?? '')
    .execute();
  const reached = [...(await reaches(ent.db, await meOf('Claire'), Object.values(people)))].map(nameOf);
  expect(reached).toContain('Anne');
  expect(reached).not.toContain('Karim');
  expect(reached).not.toContain('Marc');
});
