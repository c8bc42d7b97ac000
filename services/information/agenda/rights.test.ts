import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { evening, tuesday, village } from './scene.ts';
import agenda from './service.ts';

const ent = await startEnt([agenda], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);

const make = async (personId: string, form: Record<string, string>) =>
  String((await (await ent.as(personId)).post('/agenda/nouveau', { ...evening, ...form })).headers['location']);
const [ofClass, ofSchool, ofTown, ofAnne] = [
  await make(v.claire, { placeId: v.ce1, asksReply: 'on' }),
  await make(v.dominique, { placeId: v.school, asksReply: 'on' }),
  await make(v.agent, { placeId: v.town, asksReply: 'on' }),
  await make(v.anne, { placeId: 'mine' }),
];

const dates: Record<string, string> = {
  'a date of the class': ofClass,
  'a date of the school': ofSchool,
  'a date of the town': ofTown,
  'a date of a parent alone': ofAnne,
};

type Who = 'anne' | 'karim' | 'emine' | 'paul' | 'zelie' | 'claire' | 'marc' | 'dominique' | 'agent' | 'lou';
const columns: Who[] = ['anne', 'karim', 'emine', 'paul', 'zelie', 'claire', 'marc', 'dominique', 'agent', 'lou'];

/** Mother, father, parent of another class, of another town, pupil, teacher, colleague, director, town's agent, another town's teacher. */
const table: [string, string, number[]][] = [
  ['read', 'a date of the class', [200, 200, 404, 404, 200, 200, 404, 200, 404, 404]],
  ['read', 'a date of the school', [200, 200, 200, 404, 200, 200, 200, 200, 200, 404]],
  ['read', 'a date of the town', [200, 200, 200, 404, 200, 200, 200, 200, 200, 404]],
  ['read', 'a date of a parent alone', [200, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ['modifier', 'a date of the class', [404, 404, 404, 404, 404, 303, 404, 303, 404, 404]],
  ['modifier', 'a date of the school', [404, 404, 404, 404, 404, 404, 404, 303, 404, 404]],
  ['modifier', 'a date of the town', [404, 404, 404, 404, 404, 404, 404, 404, 303, 404]],
  ['modifier', 'a date of a parent alone', [303, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
  ['jours-changes', 'a date of the class', [404, 404, 404, 404, 404, 422, 404, 422, 404, 404]],
  ['reponse', 'a date of the class', [303, 303, 404, 404, 404, 404, 404, 404, 404, 404]],
  ['reponse', 'a date of the school', [303, 303, 303, 404, 404, 303, 303, 404, 404, 404]],
  ['reponse', 'a date of the town', [303, 303, 303, 404, 404, 303, 303, 303, 404, 404]],
  ['reponse', 'a date of a parent alone', [404, 404, 404, 404, 404, 404, 404, 404, 404, 404]],
];

test.for(table)('%s %s', async ([what, date, expected]) => {
  const address = dates[date] ?? '';
  const found: number[] = [];
  for (const name of columns) {
    const visitor = await ent.as(v[name]);
    const answer =
      what === 'read'
        ? await visitor.get(address)
        : await visitor.post(`${address}/${what}`, { ...evening, asksReply: 'on', day: evening.firstDay, answer: 'yes', people: '2' });
    found.push(answer.statusCode);
  }
  expect(Object.fromEntries(columns.map((name, at) => [name, found[at]]))).toEqual(
    Object.fromEntries(columns.map((name, at) => [name, expected[at]])),
  );
});
