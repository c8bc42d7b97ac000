import { afterAll, expect, test } from 'vitest';
import { newId, type Reader } from '#kernel';
import { startEnt } from '#kernel/testing';
import { poem, tuesday, village } from './scene.ts';
import homework from './service.ts';
import type { Tables } from './tables.ts';

const ent = await startEnt([homework], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const week = `/devoirs/${v.ce1}/semaine/2026-11-24`;

type Shown = { id: string; dueOn: string; body: string };
const shownTo = async (personId: string, url: string): Promise<Shown[]> => (await (await ent.as(personId)).json(url)).json().works;
const bodies = async (personId: string, url = '/devoirs/famille') =>
  (await shownTo(personId, url)).map(({ body, dueOn }) => `${dueOn} ${body}`);
const daysOf = async () => (await claire.json(week)).json().days as { day: string; minutes: number; works: Shown[] }[];
const workNamed = async (body: string) => (await daysOf()).flatMap(({ works }) => works).find((work) => work.body === body)?.id ?? '';

test('typed once for two days, a poem is in the week of the class, of the child and of both homes', async () => {
  const given = await claire.post(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-11-26', '2026-11-27'] });
  expect(given.statusCode).toBe(303);
  const both = ['2026-11-26 Savoir la première strophe.', '2026-11-27 Savoir la première strophe.'];
  expect(await bodies(v.zelie, '/devoirs/moi')).toEqual(both);
  expect(await bodies(v.anne)).toEqual(both);
  expect(await bodies(v.karim)).toEqual(both);
  expect(await bodies(v.emine)).toEqual([]);
});

test('each home is told once, however many things are written that day, and never by what the work says', async () => {
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, text: 'Lire page 12.', kind: 'reading', days: ['2026-11-26'] });
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).orderBy('title').execute();
  expect(told.map(({ title }) => title)).toEqual([
    'Du nouveau dans le cahier de textes de Tom',
    'Du nouveau dans le cahier de textes de Zélie',
    'Du nouveau dans le cahier de textes de Zélie',
  ]);
  expect(new Set(told.map(({ person_id }) => person_id))).toEqual(new Set([v.anne, v.karim, v.julie]));
});

test('only the children of the group see what is for the group, and a child moved to another class has that class’s', async () => {
  const group = newId();
  await ent.db
    .insertInto('kernel.places')
    .values({ id: group, kind: 'group', name: 'Les aigles', parent_id: v.ce1, school_id: v.school, school_year: '2026-2027' })
    .execute();
  await ent.give(v.tom, 'pupil', group, { level: 'CE1' });
  const alone = { ...poem, text: 'Pour les aigles.', days: ['2026-11-27'], whom: 'some' };
  expect((await claire.post(`/devoirs/${v.ce1}`, alone)).statusCode).toBe(422);
  expect((await claire.post(`/devoirs/${v.ce1}`, { ...alone, pupils: [v.ali] })).statusCode).toBe(422);
  expect((await claire.post(`/devoirs/${v.ce1}`, { ...alone, groups: [group] })).statusCode).toBe(303);
  expect((await claire.post(`/devoirs/${v.ce1}`, { ...alone, text: 'Pour Zélie.', pupils: [v.zelie] })).statusCode).toBe(303);
  expect(await bodies(v.julie)).toContain('2026-11-27 Pour les aigles.');
  expect(await bodies(v.julie)).not.toContain('2026-11-27 Pour Zélie.');
  expect(await bodies(v.anne)).toContain('2026-11-27 Pour Zélie.');
  expect(await bodies(v.anne)).not.toContain('2026-11-27 Pour les aigles.');
  // Ten minutes of poem and ten for one's own group: nobody has thirty.
  expect((await daysOf()).find(({ day }) => day === '2026-11-27')?.minutes).toBe(20);

  await ent.db
    .updateTable('kernel.functions')
    .set({ place_id: v.cm2 })
    .where('person_id', '=', v.tom)
    .where('place_id', '=', v.ce1)
    .execute();
  await (await ent.as(v.marc)).post(`/devoirs/${v.cm2}`, {
    ...poem,
    text: 'Atlas du CM2.',
    kind: 'material',
    minutes: '',
    days: ['2026-11-26'],
  });
  expect(await bodies(v.tom, '/devoirs/moi')).toEqual(['2026-11-26 Atlas du CM2.']);
});

test('more than an age can hold is said gently, and what falls on a day without class is refused', async () => {
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, text: 'Exposé.', kind: 'preparation', minutes: '40', days: ['2026-11-27'] });
  expect((await claire.get(week)).body).toContain('15 minutes suffisent d’ordinaire');
  const holiday = await claire.post(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-12-22'] });
  expect(holiday.statusCode).toBe(422);
  expect(holiday.body).toContain('Il n’y a pas classe ce jour-là.');
});

test('buttons move a work to another day, and carry it over to the next day with class', async () => {
  const id = await workNamed('Exposé.');
  expect((await claire.post(`/devoirs/travaux/${id}/deplacement`, { day: '2026-11-28' })).statusCode).toBe(422);
  expect((await claire.post(`/devoirs/travaux/${id}/deplacement`, { day: '2026-11-25' })).statusCode).toBe(303);
  expect(await bodies(v.anne)).toContain('2026-11-25 Exposé.');
  await claire.post(`/devoirs/travaux/${id}/deplacement`, { day: '2026-11-27' });
  await claire.post(`/devoirs/travaux/${id}/report`);
  expect(await bodies(v.anne, '/devoirs/famille?semaine=2026-11-30')).toEqual(['2026-11-30 Exposé.']);
});

test('every Monday until Christmas: the holidays are skipped, one changed alone survives what is done to the series', async () => {
  const monday = { ...poem, text: 'Sac de piscine.', kind: 'material', minutes: '', days: ['2026-11-30'], repeats: 'weekly' };
  expect((await claire.post(`/devoirs/${v.ce1}`, monday)).body).toContain('Dites jusqu’à quand répéter.');
  await claire.post(`/devoirs/${v.ce1}`, { ...monday, until: '2027-01-11' });
  const db: Reader<Tables> = ent.db;
  const works = () =>
    db.selectFrom('homework.works').select(['id', 'due_on', 'body']).where('repeats', '=', 'weekly').orderBy('due_on').execute();
  const rows = await works();
  expect(rows.map(({ due_on }) => due_on)).toEqual(['2026-11-30', '2026-12-07', '2026-12-14', '2027-01-04', '2027-01-11']);
  const [first, second, third, , last] = rows.map(({ id }) => id);
  const fields = { ...poem, kind: 'material', minutes: '' };
  await claire.post(`/devoirs/travaux/${third}`, { ...fields, text: 'Sac et bonnet.', scope: 'one' });
  await claire.post(`/devoirs/travaux/${second}`, { ...fields, text: 'Sac de sport.', scope: 'following' });
  expect((await works()).map(({ body }) => body)).toEqual([
    'Sac de piscine.',
    'Sac de sport.',
    'Sac et bonnet.',
    'Sac de sport.',
    'Sac de sport.',
  ]);
  await claire.post(`/devoirs/travaux/${last}/suppression`, { scope: 'one' });
  await claire.post(`/devoirs/travaux/${first}/suppression`, { scope: 'following' });
  expect((await works()).map(({ body }) => body)).toEqual(['Sac et bonnet.']);
});

test('one week out of two, whatever falls in the holidays is left out', async () => {
  const rhythm = {
    ...poem,
    text: 'Livres de la bibliothèque.',
    kind: 'material',
    minutes: '',
    days: ['2026-11-27'],
    repeats: 'fortnightly',
  };
  await claire.post(`/devoirs/${v.ce1}`, { ...rhythm, until: '2027-01-31' });
  const db: Reader<Tables> = ent.db;
  const rows = await db
    .selectFrom('homework.works')
    .select(['id', 'due_on'])
    .where('repeats', '=', 'fortnightly')
    .orderBy('due_on')
    .execute();
  expect(rows.map(({ due_on }) => due_on)).toEqual(['2026-11-27', '2026-12-11', '2027-01-08', '2027-01-22']);
  await claire.post(`/devoirs/travaux/${rows[0]?.id}/suppression`, { scope: 'following' });
});

test('what a child ticks is seen at both homes and leaves « À faire », and no adult of the school can read it', async () => {
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, text: 'Compter jusqu’à cent.', subject: 'maths', days: ['2026-11-25'] });
  const id = (await shownTo(v.zelie, '/devoirs/moi')).find(({ body }) => body.startsWith('Compter'))?.id ?? '';
  const todoOf = async (personId: string) =>
    homework.todo?.({ db: ent.db, me: { personId, children: [{ id: v.zelie }] } as never, now: tuesday });
  expect(await todoOf(v.karim)).toMatchObject([{ title: '1 chose à préparer', child: { firstName: 'Zélie' }, deadline: '2026-11-25' }]);
  const zelie = await ent.as(v.zelie);
  expect((await zelie.post(`/devoirs/travaux/${id}/enfants/${v.zelie}/fait`, { done: 'on' })).statusCode).toBe(303);
  expect((await zelie.post(`/devoirs/travaux/${id}/enfants/${v.tom}/fait`, { done: 'on' })).statusCode).toBe(404);
  expect((await claire.post(`/devoirs/travaux/${id}/enfants/${v.zelie}/fait`, { done: 'on' })).statusCode).toBe(404);
  for (const parent of [v.anne, v.karim]) {
    expect((await shownTo(parent, '/devoirs/famille')).find((work) => work.id === id)).toMatchObject({ done: true });
    expect(await todoOf(parent)).toEqual([]);
  }
  for (const adult of [v.claire, v.dominique]) expect((await (await ent.as(adult)).json(week)).body).not.toContain('done');
});

test('who may, person by person', async () => {
  const id = (await shownTo(v.zelie, '/devoirs/moi')).find(({ body }) => body.startsWith('Compter'))?.id ?? '';
  const doors = [week, `/devoirs/${v.ce1}/nouveau`, `/devoirs/travaux/${id}`];
  const table: Record<string, number[]> = {};
  for (const [name, personId] of Object.entries({
    claire: v.claire,
    dominique: v.dominique,
    atsem: v.atsem,
    marc: v.marc,
    lou: v.lou,
    anne: v.anne,
    zelie: v.zelie,
  })) {
    const visitor = await ent.as(personId);
    table[name] = await Promise.all(doors.map(async (url) => (await visitor.get(url)).statusCode));
    table[name].push((await visitor.post(`/devoirs/travaux/${id}/report`)).statusCode);
  }
  expect(table).toEqual({
    claire: [200, 200, 200, 303],
    dominique: [200, 404, 404, 404],
    atsem: [200, 404, 404, 404],
    marc: [404, 404, 404, 404],
    lou: [404, 404, 404, 404],
    anne: [404, 404, 404, 404],
    zelie: [404, 404, 404, 404],
  });
});
