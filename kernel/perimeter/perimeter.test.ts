import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel/db';
import { tokenHash } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { isGuardianOf, type Me, mainProfile, meBySession, profilesOf, resolve, skinOf, teaches, within } from './index.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

const place = async (kind: 'region' | 'academy' | 'circonscription', parent: string | null = null) => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name: kind, parent_id: parent }).execute();
  return id;
};
const region = await place('region');
const [toulouse, montpellier] = [await place('academy', region), await place('academy', region)];
const circonscription = await place('circonscription', toulouse);
const town = await ent.town();
const near = await ent.school({ parentId: circonscription, townId: town });
const far = await ent.school({ name: 'École du Port', parentId: montpellier });
const [ce1, cm2, farCp] = [await ent.classroom(near), await ent.classroom(near, 'CM2'), await ent.classroom(far, 'CP')];

const meOf = async (personId: string): Promise<Me> => {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return seen.me;
};
const reached = async (me: Me, ...kinds: Parameters<typeof within>[1][]) => {
  const { rows } = await sql<{ place_id: string }>`select place_id from ${within(me, ...kinds)} as around`.execute(ent.db);
  return rows.map((row) => row.place_id).sort();
};

test('a function reaches its place and all that it contains, and nothing beside', async () => {
  const inspector = await ent.person('Marc Delmas');
  await ent.give(inspector, 'inspector', circonscription);
  expect(await reached(await meOf(inspector), 'inspector')).toEqual([circonscription, near, ce1, cm2].sort());
  expect(await reached(await meOf(inspector), 'director')).toEqual([]);
  const mayor = await ent.person('Luc Mairie');
  await ent.give(mayor, 'town', town);
  expect(await reached(await meOf(mayor), 'town')).toEqual([town, near, ce1, cm2].sort());
});

test('a school that changes circonscription takes its classes along, at once', async () => {
  const other = await place('circonscription', montpellier);
  const moving = await ent.school({ name: 'École qui déménage', parentId: circonscription });
  const cp = await ent.classroom(moving, 'CP');
  const adviser = await ent.person('Inès Cros');
  await ent.give(adviser, 'adviser', other);
  const me = await meOf(adviser);
  expect(await reached(me, 'adviser')).toEqual([other]);
  await ent.db.updateTable('kernel.places').set({ parent_id: other }).where('id', '=', moving).execute();
  expect(await reached(me, 'adviser')).toEqual([other, moving, cp].sort());
  const { rows } =
    await sql`select 1 from kernel.place_ancestors where place_id = ${cp} and ancestor_id in (${circonscription}, ${toulouse})`.execute(
      ent.db,
    );
  expect(rows).toEqual([]);
});

test('a town’s perimeter follows its schools', async () => {
  const newTown = await ent.town('Balma');
  const mayor = await ent.person('Zoé Mairie');
  await ent.give(mayor, 'town', newTown);
  const me = await meOf(mayor);
  await ent.db.updateTable('kernel.schools').set({ town_id: newTown }).where('id', '=', far).execute();
  expect(await reached(me, 'town')).toEqual([newTown, far, farCp].sort());
});

test('one human wears every hat they have: a teacher who is a parent in another school', async () => {
  const teacher = await ent.teacher('Hugo Lafont', ce1);
  const child = await ent.pupil('Nina Lafont', farCp, 'CP');
  await ent.link(teacher, child);
  const me = await meOf(teacher);
  expect(profilesOf(me)).toEqual(new Set(['teacher', 'guardian']));
  expect(mainProfile(me)).toBe('teacher');
  expect(me.children).toEqual([{ id: child, firstName: 'Nina', schoolId: far, classId: farCp }]);
  expect([teaches(me, ce1), teaches(me, farCp), isGuardianOf(me, child)]).toEqual([true, false, true]);
});

test('a function that has ended, or not begun, is no hat', async () => {
  const temp = await ent.person('Rémi Court');
  await ent.give(temp, 'teacher', ce1, { endsOn: '2020-07-01' });
  const future = newId();
  await ent.db
    .insertInto('kernel.functions')
    .values({ id: future, person_id: temp, place_id: cm2, school_id: near, kind: 'teacher', starts_on: '2099-09-01' })
    .execute();
  expect((await meOf(temp)).functions).toEqual([]);
});

test('a child’s skin follows the level; adults have theirs', async () => {
  for (const [level, skin] of [
    ['PS', 'petits'],
    ['GS', 'petits'],
    ['CP', 'debutants'],
    ['CE1', 'debutants'],
    ['CE2', 'grands'],
    ['CM2', 'grands'],
  ] as const)
    expect(skinOf(await meOf(await ent.pupil(`Enfant de ${level}`, ce1, level)))).toBe(skin);
  expect(skinOf(await meOf(await ent.teacher('Aude Roy', ce1)))).toBe('adultes');
});

test('a circle of guardians names each one for each child; those in the trash are left out', async () => {
  const [lea, tom] = [await ent.pupil('Léa Martin', ce1), await ent.pupil('Tom Martin', cm2)];
  const [anne, paul] = [await ent.guardian('Anne Martin', lea, tom), await ent.guardian('Paul Blanc', lea)];
  const gone = await ent.guardian('Parti Loin', lea);
  await ent.db
    .updateTable('kernel.people')
    .set({ leaving_since: new Date(0), trashed_at: new Date(0) })
    .where('id', '=', gone)
    .execute();
  const found = await resolve(ent.db, { guardiansOf: [lea, tom] });
  const named = (recipient: { personId: string; aboutId: string | null }) => `${recipient.personId} ${recipient.aboutId}`;
  expect(found.map(named).sort()).toEqual([`${anne} ${lea}`, `${anne} ${tom}`, `${paul} ${lea}`].sort());
});

test('a circle of a place holds those inside it, once each', async () => {
  const school = await ent.school({ name: 'École ronde' });
  const [one, two] = [await ent.classroom(school, 'A'), await ent.classroom(school, 'B')];
  const teacher = await ent.teacher('Deux Classes', one);
  await ent.give(teacher, 'teacher', two);
  await ent.give(await ent.person('Fini Hier'), 'teacher', one, { endsOn: '2020-01-01' });
  const next = await ent.person('Pas Encore');
  await ent.give(next, 'teacher', one);
  await ent.db.updateTable('kernel.functions').set({ starts_on: '2099-09-01' }).where('person_id', '=', next).execute();
  expect(await resolve(ent.db, { in: [school], kinds: ['teacher'] })).toEqual([{ personId: teacher, aboutId: null }]);
});
