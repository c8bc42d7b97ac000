import { afterAll, expect, test } from 'vitest';
import { service, sql } from '#kernel';
import { overhear, startEnt } from '#kernel/testing';
import { arrive, deliver, emitter } from './index.ts';

const forbidden = new Set<string>();
const news = service({
  name: 'news',
  label: 'Nouvelles',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  notifications: {
    said: {
      title: ({ about }) => (about ? `Un mot pour ${about}` : 'Un mot'),
      href: ({ aboutId }) => `/mots/${aboutId}`,
      stillMay: async ({ personId }) => !forbidden.has(personId),
    },
  },
});
const ent = await startEnt([news]);
afterAll(() => ent[Symbol.asyncDispose]());

const ce1 = await ent.classroom(await ent.school());
const lea = await ent.pupil('Léa Martin', ce1);
const [anne, paul] = [await ent.guardian('Anne Martin', lea), await ent.guardian('Paul Blanc', lea)];
const emit = (fail = false) =>
  ent.db.transaction().execute(async (tx) => {
    await emitter(tx, 'news', [news], anne)('said', { to: { guardiansOf: [lea] }, payload: {} });
    if (fail) throw new Error('undone');
  });
const received = async () =>
  (await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title', 'href']).orderBy('id').execute()).map(
    (row) => row.person_id,
  );

test('what is told reaches each guardian after the commit, naming the child', async () => {
  await emit();
  expect(await received()).toEqual([]);
  await ent.settle();
  expect((await received()).sort()).toEqual([anne, paul].sort());
  expect(await ent.db.selectFrom('kernel.notifications').select(['title', 'href']).distinct().execute()).toEqual([
    { title: 'Un mot pour Léa', href: `/mots/${lea}` },
  ]);
});

test('an undone change tells nobody', async () => {
  const before = await received();
  await expect(emit(true)).rejects.toThrow('undone');
  await ent.settle();
  expect(await received()).toEqual(before);
});

test('delivering again, or twice at once, writes nothing twice', async () => {
  await emit();
  const before = (await received()).length;
  await Promise.all([1, 2, 3].map(() => ent.db.transaction().execute((tx) => deliver(tx, [news], new Date()))));
  expect((await received()).length).toBe(before + 2);
  await sql`update kernel.events set delivered_at = null`.execute(ent.db);
  await ent.settle();
  expect((await received()).length).toBe(before + 2);
});

test('who may no longer read when it is delivered hears nothing', async () => {
  const before = (await received()).filter((id) => id === paul).length;
  await emit();
  forbidden.add(paul);
  await ent.settle();
  expect((await received()).filter((id) => id === paul)).toHaveLength(before);
});

test('one delivery that fails is undone alone, tried again, and holds back nobody else’s', async () => {
  const before = (await received()).length;
  using operator = overhear();
  await emit();
  await sql`update kernel.events set circle = '{"people": ["not an id"]}' where delivered_at is null`.execute(ent.db);
  await emit();
  await ent.settle();
  expect(operator.said()).toMatch(/^news\.said .*invalid input syntax/);
  expect((await received()).length).toBe(before + 1); // Anne; Paul may no longer read
  const waiting = () => ent.db.selectFrom('kernel.events').select('attempts').where('delivered_at', 'is', null).execute();
  expect((await waiting()).map(({ attempts }) => attempts > 0)).toEqual([true]);
  await sql`update kernel.events set circle = ${JSON.stringify({ people: [anne] })} where delivered_at is null`.execute(ent.db);
  await ent.db.transaction().execute((tx) => deliver(tx, [news], new Date()));
  expect(await waiting()).toEqual([]);
});

test('news that the manifest does not declare cannot be told', async () => {
  await expect(
    ent.db.transaction().execute((tx) => emitter(tx, 'news', [news], anne)('rumour', { to: { people: [anne] }, payload: {} })),
  ).rejects.toThrow('rumour');
});

test('one whose right to read cannot be asked waits alone; the others of its batch arrive', async () => {
  const broken = service({
    ...news,
    notifications: {
      said: {
        title: () => 'Un mot',
        href: () => '/mots',
        stillMay: async ({ db, personId }) => {
          if (personId === paul) await sql`select no_such_column`.execute(db);
          return true;
        },
      },
    },
  });
  await sql`delete from kernel.notifications`.execute(ent.db);
  forbidden.clear();
  await emit();
  const now = new Date();
  using operator = overhear();
  await ent.db.transaction().execute((tx) => deliver(tx, [broken], now));
  await ent.db.transaction().execute((tx) => arrive(tx, [broken], { now, origin: '' }));
  expect(operator.said()).toContain('no_such_column');
  const arrived = () => ent.db.selectFrom('kernel.notifications').select('person_id').where('arrived_at', 'is not', null).execute();
  expect((await arrived()).map(({ person_id }) => person_id)).toEqual([anne]);
  // Ten minutes later it is asked again, and nothing was lost.
  const later = new Date(now.getTime() + 11 * 60_000);
  await ent.db.transaction().execute((tx) => arrive(tx, [news], { now: later, origin: '' }));
  expect((await arrived()).map(({ person_id }) => person_id).sort()).toEqual([anne, paul].sort());
});
