import { afterAll, beforeEach, expect, test } from 'vitest';
import { routesFor, z } from '#kernel/http';
import { has, placesOf } from '#kernel/perimeter';
import { service } from '#kernel/service';
import { startEnt } from '#kernel/testing';
import { setEnds } from './index.ts';

/** A school whose convention is over: it reads, it writes nothing any more, then nobody enters it. Whatever the service. */

const { page, action } = routesFor();
let written = 0;
const here = z.object({ schoolId: z.uuid() });
const wall = service({
  name: 'wall',
  label: 'Mur',
  family: 'pedagogy',
  needs: [],
  personalData: [],
  routes: [
    page('/mur/:schoolId', {
      params: here,
      may: ({ me, params }) =>
        me.functions.some(({ schoolId }) => schoolId === params.schoolId) ||
        me.children.some(({ schoolId }) => schoolId === params.schoolId) ||
        placesOf(me, 'academy').length > 0,
      answer: z.object({}),
      load: async () => ({}),
      view: () => ({ type: 'main', props: {}, key: null }) as never,
    }),
    // Its address names the school, its form names it, or only the journal does.
    ...(['/mur/:schoolId/address', '/mur/form', '/mur/journal'] as const).map((path) =>
      action(path, {
        params: path.includes(':') ? here : (z.object({}) as never),
        may: () => true,
        does: 'line.added',
        body: z.object({ classId: z.string().optional(), note: z.string().optional() }),
        run: async ({ body }) => {
          written += 1;
          return { see: '/', note: { schoolId: body.note ?? null } };
        },
      }),
    ),
  ],
});
const rights = service({
  name: 'rights',
  label: 'Droits',
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  personalData: [],
  routes: [
    action('/droits', {
      may: ({ me }) => !has(me, me.personId),
      does: 'asked',
      body: z.object({}),
      run: async () => ({ see: '/' }),
    }),
  ],
});
const now = new Date('2025-09-06T10:00:00Z');
const ent = await startEnt([wall, rights], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school({ name: 'École des Tilleuls' });
const other = await ent.school({ name: 'École du Port' });
const ce1 = await ent.classroom(school);
const cp = await ent.classroom(other);
const hugo = await ent.as(await ent.teacher('Hugo Lafont', ce1));
const lea = await ent.pupil('Léa Martin', ce1);
const both = await ent.as(await ent.guardian('Anne Martin', lea, await ent.pupil('Tom Martin', cp)));
const academy = await ent.person('Irène Sabatier');
await ent.give(academy, 'academy', await ent.town());
const irene = await ent.as(academy);
const ends = (readOnlyFrom: string, closedFrom: string) =>
  ent.db.transaction().execute((tx) => setEnds(tx, [{ schoolId: school, days: { readOnlyFrom, closedFrom } }]));
beforeEach(() => {
  written = 0;
});

test('the day before, everything is written as always', async () => {
  await ends('2025-09-07', '2999-01-01');
  expect((await hugo.post(`/mur/${school}/address`)).statusCode).toBe(303);
  expect((await hugo.post('/mur/form', { classId: ce1 })).statusCode).toBe(303);
  expect(written).toBe(2);
});

test('from the day on one reads, and whatever the service nothing is written: the sentence says since when, and until when one reads', async () => {
  await ends('2025-09-06', '2999-01-01');
  expect((await hugo.get(`/mur/${school}`)).statusCode).toBe(200);
  const refused = await hugo.post(`/mur/${school}/address`);
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain('La convention de École des Tilleuls n’a pas été renouvelée');
  expect(refused.body).toContain('6 septembre 2025');
  expect((await hugo.post('/mur/form', { classId: ce1 })).statusCode).toBe(403);
  expect((await hugo.post('/mur/form')).statusCode).toBe(403);
  expect(written).toBe(0);
});

test('a parent of two schools goes on in the other one, whether the address, the form or only the journal names the school', async () => {
  const codes = async (named: { id: string; classId: string }) => [
    (await both.post(`/mur/${named.id}/address`)).statusCode,
    (await both.post('/mur/form', { classId: named.classId })).statusCode,
    (await both.post('/mur/journal', { note: named.id })).statusCode,
  ];
  expect(await codes({ id: school, classId: ce1 })).toEqual([403, 403, 403]);
  expect(await codes({ id: other, classId: cp })).toEqual([303, 303, 303]);
  expect(await ent.db.selectFrom('kernel.audit').select('id').where('school_id', '=', school).execute()).toEqual([]);
});

test('a pupil named in the form is of a school too; whoever works for an academy is not stopped elsewhere', async () => {
  expect((await irene.post('/mur/form', { classId: lea })).statusCode).toBe(403);
  expect((await irene.post('/mur/form')).statusCode).toBe(303);
});

test('one’s account and one’s rights are never stopped', async () => {
  expect((await hugo.post('/droits')).statusCode).toBe(303);
});

test('closed, the school is in nobody’s perimeter any more but of those above it; renewed, all of it is back', async () => {
  await ends('2020-01-01', '2020-04-01');
  expect((await hugo.get(`/mur/${school}`)).statusCode).toBe(404);
  expect((await both.get(`/mur/${school}`)).statusCode).toBe(404);
  expect((await both.get(`/mur/${other}`)).statusCode).toBe(200);
  expect((await irene.get(`/mur/${school}`)).statusCode).toBe(200);
  await ent.db.transaction().execute((tx) => setEnds(tx, [{ schoolId: school, days: null }]));
  expect((await hugo.get(`/mur/${school}`)).statusCode).toBe(200);
  expect((await hugo.post(`/mur/${school}/address`)).statusCode).toBe(303);
});
