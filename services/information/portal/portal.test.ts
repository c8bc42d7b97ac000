import { afterAll, expect, test } from 'vitest';
import { newId, service } from '#kernel';
import { startEnt } from '#kernel/testing';
import portal from './service.ts';

/** A service that asks each guardian something for each of their children; the portal only reads its manifest. */
const notebook = service({
  name: 'notebook',
  label: 'Cahier',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  tile: { href: '/cahier', for: ['guardian', 'teacher', 'pupil'] },
  todo: async ({ me }) =>
    me.children.map((child, at) => ({
      href: `/cahier/${child.id}`,
      title: 'Sortie au parc',
      verb: 'Signer',
      child,
      school: 'École des Tilleuls',
      deadline: at === 0 ? '2027-06-01' : '2020-01-01',
    })),
});
const ent = await startEnt([portal, notebook]);
afterAll(() => ent[Symbol.asyncDispose]());

const town = await ent.town('Launaguet');
const region = newId();
await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
const near = await ent.school({ name: 'École des Tilleuls', townId: town, parentId: region });
const far = await ent.school({ name: 'École du Port' });
const [ce1, moyens] = [await ent.classroom(near, 'CE1 A'), await ent.classroom(far, 'MS B')];
const [lea, tom] = [await ent.pupil('Léa Martin', ce1), await ent.pupil('Tom Martin', moyens, 'MS')];
const mother = await ent.guardian('Anne Martin', lea, tom);
const home = async (personId: string) => (await ent.as(personId)).get('/');
const json = async (personId: string) => (await (await ent.as(personId)).json('/')).json();

test('a parent finds everything to do first, all children and schools together, the most pressing on top', async () => {
  const { todos, children } = await json(mother);
  expect(todos.map((todo: { child: { firstName: string }; late: boolean }) => [todo.child.firstName, todo.late])).toEqual([
    ['Tom', true],
    ['Léa', false],
  ]);
  expect(children.map((child: { place: string; school: string }) => `${child.place}, ${child.school}`).sort()).toEqual([
    'CE1 A, École des Tilleuls',
    'MS B, École du Port',
  ]);
  const { body } = await home(mother);
  expect(body.indexOf('À faire')).toBeLessThan(body.indexOf('Mes enfants'));
});

test('a teacher sees the class, how many parents have come in, and where to write', async () => {
  const teacher = await ent.teacher('Hugo Lafont', ce1);
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).where('person_id', '=', mother).execute();
  const { body } = await home(teacher);
  expect(body).toContain('1 parent connecté sur 1');
  expect(body).toContain(`/liaison/nouveau?classe=${ce1}`);
  expect(body).not.toContain('MS B');
});

test('a teacher without a class is told what to do next', async () => {
  const newcomer = await ent.person('Zoé Roy');
  await ent.give(newcomer, 'teacher', near);
  const { body } = await home(newcomer);
  expect(body).toContain('Aucune classe ne vous est rattachée');
  expect(body).toContain('href="/compte"');
});

test('a director sees the school, and the classes that wait for a teacher', async () => {
  await ent.classroom(near, 'CM2');
  const { body } = await home(await ent.director('Nadia Ferrand', near));
  expect(body).toContain('1 classe sans enseignant·e');
  expect(body).toContain(`href="/ecole/${near}"`);
  expect(body).not.toContain('École du Port');
});

test('a town’s employee sees the names of the schools and of no child nor parent', async () => {
  const mayor = await ent.person('Luc Mercadier');
  await ent.give(mayor, 'town', town);
  const answers = [(await home(mayor)).body, JSON.stringify(await json(mayor))].join();
  expect(answers).toContain('École des Tilleuls');
  for (const name of ['Léa', 'Martin', 'Anne', 'École du Port']) expect(answers).not.toContain(name);
});

test('an academy sees how large its perimeter is, and no more', async () => {
  const academy = await ent.person('Irène Sabatier');
  await ent.give(academy, 'academy', region);
  expect((await json(academy)).perimeter).toEqual({ schools: 1, pupils: 1 });
});

test('a child is greeted in the skin of the level, and sees neither what parents do nor other classes', async () => {
  const { body } = await home(tom);
  expect(body).toContain('data-skin="petits"');
  expect(body).toContain('MS B');
  expect(body).not.toContain('À faire');
  expect(body).not.toContain('CE1 A');
});

test('somebody who lost every function is told so, kindly, with a way out', async () => {
  const { body } = await home(await ent.person('Ancien Parent'));
  expect(body).toContain('n’a plus de fonction');
  expect(body).toContain('href="/compte"');
});
