import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import school from './service.ts';

const ent = await startEnt([school]);
afterAll(() => ent[Symbol.asyncDispose]());

const town = await ent.town();
const here = await ent.school({ townId: town });
const elsewhere = await ent.school({ name: 'École du Port' });
const [ce1, farCe1] = [await ent.classroom(here, 'CE1 A'), await ent.classroom(elsewhere)];
const director = await ent.as(await ent.director('Nadia Ferrand', here));
const teacherId = await ent.person('Hugo Lafont');
await ent.give(teacherId, 'teacher', here);
const farTeacherId = await ent.person('Paul Loin');
await ent.give(farTeacherId, 'teacher', elsewhere);
const region = newId();
await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
await ent.db.updateTable('kernel.places').set({ parent_id: region }).where('id', 'in', [here, elsewhere]).execute();
const academyId = await ent.person('Irène Sabatier');
await ent.give(academyId, 'academy', region);

const nextMonth = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
const atsem = { kind: 'atsem', firstName: 'Éloïse-Marie', lastName: 'd’Étang', endsOn: nextMonth };
const classesOf = (personId: string) =>
  ent.db.selectFrom('kernel.functions').select('place_id').where('person_id', '=', personId).where('kind', '=', 'teacher').execute();

test('a director says who teaches a class, changes her mind, and saying it twice changes nothing', async () => {
  expect((await director.get(`/ecole/${here}`)).body).toContain('1 classe attend son enseignant·e');
  for (const _ of [1, 2])
    expect((await director.post(`/ecole/${here}/rattachements`, { personId: teacherId, classId: ce1 })).statusCode).toBe(303);
  expect(await classesOf(teacherId)).toEqual(expect.arrayContaining([{ place_id: here }, { place_id: ce1 }]));
  expect((await director.get(`/ecole/${here}`)).body).not.toContain('attend son enseignant·e');
  expect((await director.post(`/ecole/${here}/retraits`, { personId: teacherId, classId: ce1 })).statusCode).toBe(303);
  expect(await classesOf(teacherId)).toEqual([{ place_id: here }]);
  expect((await director.post(`/ecole/${here}/retraits`, { personId: teacherId, classId: ce1 })).statusCode).toBe(404);
});

test('a director of one school goes straight to it, the academy sees them all and searches', async () => {
  expect((await director.get('/ecole')).headers.location).toBe(`/ecole/${here}`);
  const academy = await ent.as(academyId);
  expect((await academy.json('/ecole')).json().schools).toHaveLength(2);
  expect((await academy.json('/ecole?q=port')).json().schools.map((one: { name: string }) => one.name)).toEqual(['École du Port']);
  expect((await academy.get('/ecole?q=%25')).body).toContain('Aucune école ne correspond');
  expect((await academy.get(`/ecole?q=${'a'.repeat(200)}`)).statusCode).toBe(200);
  expect((await academy.get(`/ecole/${elsewhere}`)).statusCode).toBe(200);
});

test('another school does not exist for a director, nor do its classes and its teachers', async () => {
  for (const url of [`/ecole/${elsewhere}`, `/ecole/${elsewhere}/comptes/nouveau`, `/ecole/${newId()}`, '/ecole/pas-un-id'])
    expect((await director.get(url)).statusCode, url).toBe(404);
  expect((await director.post(`/ecole/${here}/rattachements`, { personId: teacherId, classId: farCe1 })).statusCode).toBe(404);
  expect((await director.post(`/ecole/${elsewhere}/rattachements`, { personId: farTeacherId, classId: farCe1 })).statusCode).toBe(404);
  const refused = await director.post(`/ecole/${here}/rattachements`, { personId: farTeacherId, classId: ce1 });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('n’enseigne pas dans cette école');
  expect(await classesOf(farTeacherId)).toEqual([{ place_id: elsewhere }]);
});

test('teachers, parents and pupils do not run the school', async () => {
  const pupil = await ent.pupil('Léa Roux', ce1);
  for (const id of [teacherId, pupil, await ent.guardian('Anne Roux', pupil)])
    for (const url of ['/ecole', `/ecole/${here}`]) expect((await (await ent.as(id)).get(url)).statusCode).toBe(404);
});

test('an ATSEM gets an account by hand, with an end, and a login without accents nor apostrophe', async () => {
  expect((await director.post(`/ecole/${here}/comptes`, { ...atsem, classIds: [ce1] })).statusCode).toBe(303);
  const { rows: made } = await sql`
    select a.login, f.kind, f.place_id, f.ends_on, a.activated_at, f.source
    from kernel.people p join kernel.accounts a on a.person_id = p.id join kernel.functions f on f.person_id = p.id
    where p.last_name = 'd’Étang'`.execute(ent.db);
  expect(made).toEqual([
    { login: 'eloisemarie.detang', kind: 'atsem', place_id: ce1, ends_on: nextMonth, activated_at: null, source: 'manual' },
  ]);
});

test('a namesake is asked about before a second account is made', async () => {
  expect((await director.get(`/ecole/${here}/comptes/nouveau`)).body).not.toContain('name="homonym"');
  const again = await director.post(`/ecole/${here}/comptes`, atsem);
  expect(again.statusCode).toBe(422);
  expect(again.body).toContain('a déjà un compte dans cette école');
  expect(again.body).toContain('value="Éloïse-Marie"');
  expect(again.body).toContain('name="homonym"');
  expect((await director.post(`/ecole/${here}/comptes`, { ...atsem, homonym: 'on' })).statusCode).toBe(303);
  expect(await ent.db.selectFrom('kernel.accounts').select('login').where('login', '=', 'eloisemarie.detang2').execute()).toHaveLength(1);
});

test('an account without an end, with a past end or for years is refused, and nothing is made', async () => {
  const count = async () => (await ent.db.selectFrom('kernel.people').select('id').execute()).length;
  const before = await count();
  for (const [endsOn, sentence] of [
    ['', 'Donnez la date de fin'],
    ['2020-01-01', 'déjà passée'],
    ['2099-01-01', 'un an au plus'],
    ['2026-02-31', 'Donnez la date de fin'],
  ] as const) {
    const answer = await director.post(`/ecole/${here}/comptes`, { ...atsem, lastName: 'Autre', endsOn });
    expect(answer.statusCode, endsOn).toBe(422);
    expect(answer.body).toContain(sentence);
  }
  expect(await count()).toBe(before);
});

test('a town’s staff is made by the academy and not by a director', async () => {
  const town = { kind: 'town', firstName: 'Luc', lastName: 'Mairie', endsOn: nextMonth };
  expect((await director.post(`/ecole/${here}/comptes`, town)).statusCode).toBe(404);
  const academy = await ent.as(academyId);
  expect((await academy.post(`/ecole/${here}/comptes`, town)).statusCode).toBe(303);
  expect((await academy.post(`/ecole/${elsewhere}/comptes`, town)).body).toContain('rattachée à aucune commune');
  expect(await ent.db.selectFrom('kernel.functions').select(['place_id', 'school_id']).where('kind', '=', 'town').execute()).toEqual([
    {
      place_id: (await ent.db.selectFrom('kernel.schools').select('town_id').where('id', '=', here).executeTakeFirstOrThrow()).town_id,
      school_id: null,
    },
  ]);
});

test('a function made by hand ends at once; one of the directory is not ended here', async () => {
  const temp = await ent.person('Rémi Court');
  await ent.give(temp, 'teacher', ce1);
  const { id } = await ent.db.selectFrom('kernel.functions').select('id').where('person_id', '=', temp).executeTakeFirstOrThrow();
  expect((await director.post(`/ecole/${here}/fonctions/${id}/fin`)).statusCode).toBe(303);
  expect((await director.post(`/ecole/${here}/fonctions/${id}/fin`)).statusCode).toBe(404);
  const official = await ent.db
    .updateTable('kernel.functions')
    .set({ source: 'aaf' })
    .where('person_id', '=', teacherId)
    .returning('id')
    .executeTakeFirstOrThrow();
  expect((await director.post(`/ecole/${here}/fonctions/${official.id}/fin`)).statusCode).toBe(404);
});

test('the journal tells who attached whom, without names', async () => {
  const lines = await ent.db
    .selectFrom('kernel.audit')
    .select(['action', 'school_id', 'details'])
    .where('action', '=', 'school.teacher.attached')
    .execute();
  expect(lines[0]).toEqual({ action: 'school.teacher.attached', school_id: here, details: { personId: teacherId, classId: ce1 } });
});

const functionsOf = (personId: string) =>
  ent.db.selectFrom('kernel.functions').select(['place_id', 'ends_on']).where('person_id', '=', personId).orderBy('id').execute();

test('a substitute there for a month has the class for a month, and no longer', async () => {
  const substitute = await ent.person('Léo Passage');
  await ent.give(substitute, 'teacher', here, { endsOn: nextMonth });
  for (const _ of [1, 2])
    expect((await director.post(`/ecole/${here}/rattachements`, { personId: substitute, classId: ce1 })).statusCode).toBe(303);
  expect(await functionsOf(substitute)).toEqual([
    { place_id: here, ends_on: nextMonth },
    { place_id: ce1, ends_on: nextMonth },
  ]);
});

test('ending somebody’s function takes back the classes given with it, and they cannot be given again', async () => {
  const substitute = await ent.person('Ève Passage');
  await ent.give(substitute, 'teacher', here);
  await ent.give(substitute, 'teacher', elsewhere);
  await director.post(`/ecole/${here}/rattachements`, { personId: substitute, classId: ce1 });
  const staff = (await director.json(`/ecole/${here}`)).json().staff;
  const { functionId } = staff.find((one: { id: string }) => one.id === substitute);
  expect((await director.post(`/ecole/${here}/fonctions/${functionId}/fin`)).statusCode).toBe(303);
  const left = await ent.db.selectFrom('kernel.functions_today').select('place_id').where('person_id', '=', substitute).execute();
  expect(left).toEqual([{ place_id: elsewhere }]);
  expect((await director.get(`/ecole/${here}`)).body).not.toContain('Ève Passage');
  const again = await director.post(`/ecole/${here}/rattachements`, { personId: substitute, classId: ce1 });
  expect(again.statusCode).toBe(422);
});

test('two taps on « Créer le compte » make one account, for the school and for the town', async () => {
  const academy = await ent.as(academyId);
  for (const kind of ['assistant', 'town']) {
    const form = { kind, firstName: 'Jade', lastName: `Deux ${kind}`, endsOn: nextMonth };
    const taps = await Promise.all([1, 2, 3].map(() => academy.post(`/ecole/${here}/comptes`, form)));
    expect(taps.map(({ statusCode }) => statusCode).sort(), kind).toEqual([303, 422, 422]);
  }
});

test('a class ticked twice counts once; a closed one is not there', async () => {
  const closed = await ent.classroom(here, 'CP de l’an dernier');
  await ent.db.updateTable('kernel.places').set({ closed_on: '2026-07-05' }).where('id', '=', closed).execute();
  const form = { ...atsem, lastName: 'Une', firstName: 'Fois' };
  expect((await director.post(`/ecole/${here}/comptes`, { ...form, classIds: [closed] })).statusCode).toBe(404);
  expect((await director.post(`/ecole/${here}/comptes`, { ...form, classIds: [ce1, ce1] })).statusCode).toBe(303);
});

test('whoever left, or is in the trash, is counted nowhere', async () => {
  const cm1 = await ent.classroom(here, 'CM1');
  await ent.pupil('Là Présent', cm1, 'CM1');
  await ent.give(await ent.person('Parti Hier'), 'pupil', cm1, { level: 'CM2', endsOn: '2020-01-01' });
  const trashed = await ent.pupil('Jeté Absent', cm1, 'CE2');
  await ent.give(await ent.person('Fini Maître'), 'teacher', cm1, { endsOn: '2020-01-01' });
  const leaving = { leaving_since: new Date(0), trashed_at: new Date(0) };
  await ent.db.updateTable('kernel.people').set(leaving).where('id', '=', trashed).execute();
  const shown = (await director.json(`/ecole/${here}`)).json().classes.find((one: { id: string }) => one.id === cm1);
  expect(shown).toMatchObject({ pupils: 1, levels: 'CM1', teachers: [] });
  const waitingThere = (await director.json(`/ecole/${here}`)).json().classes.filter((one: { teachers: [] }) => one.teachers.length === 0);
  const listed = (await (await ent.as(academyId)).json('/ecole')).json().schools.find((one: { id: string }) => one.id === here);
  expect(listed.waiting).toBe(waitingThere.length);
});

test('a director is not offered to end what only the academy may end', async () => {
  const townId = (await ent.db.selectFrom('kernel.schools').select('town_id').where('id', '=', here).executeTakeFirstOrThrow()).town_id;
  const agent = await ent.person('Luc Commune');
  await ent.give(agent, 'town', townId ?? '');
  const { id } = await ent.db.selectFrom('kernel.functions').select('id').where('person_id', '=', agent).executeTakeFirstOrThrow();
  const end = `/ecole/${here}/fonctions/${id}/fin`;
  const academy = await ent.as(academyId);
  expect((await director.get(`/ecole/${here}`)).body).toContain('Luc Commune');
  expect((await director.get(`/ecole/${here}`)).body).not.toContain(end);
  expect((await academy.get(`/ecole/${here}`)).body).toContain(end);
  expect([(await director.post(end)).statusCode, (await academy.post(end)).statusCode]).toEqual([404, 303]);
});
