import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel/db';
import { tokenHash } from '#kernel/identity';
import { merge, personOfGar, survivorOf, unmerge } from '#kernel/people';
import { meBySession } from '#kernel/perimeter';
import { sampleWorld } from './sample-world.ts';

/** Merging two people, on a database where every service has put one of each of its things. */

const { ent, people, here } = await sampleWorld();
afterAll(() => ent[Symbol.asyncDispose]());
const now = new Date();
const join = (survivorId: string, mergedId: string) =>
  ent.db.transaction().execute((db) => merge(db, { survivorId, mergedId, evidence: ['same-birth'], by: null, now }));
const part = (id: string | undefined) => ent.db.transaction().execute((db) => unmerge(db, { id: id ?? newId(), by: null, now }));

const { rows: tables } = await sql<{ name: string }>`
  select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'graphile_worker')
    and c.oid::regclass::text not in ('kernel.merges', 'kernel.merge_steps') order by 1`.execute(ent.db);

/** Every row of every table, the ledger of merges apart. */
async function dump(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.raw(name)} t order by 1`.execute(ent.db);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

const { rows: columns } = await sql<{ name: string; column: string }>`
  select c.conrelid::regclass::text as name, a.attname as column from pg_constraint c
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confrelid = 'kernel.people'::regclass and cardinality(c.conkey) = 1
    and c.conrelid::regclass::text || '.' || a.attname <> all (kernel.sheet_columns()) and a.attname <> 'merged_into'
  order by 1, 2`.execute(ent.db);

const everybody = [...Object.values(people), here['guardianId'] ?? '', here['pupilId'] ?? ''];
for (const person of everybody.slice(0, 6))
  await sql`insert into kernel.contacts (person_id, email) values (${person}, ${`${person}@exemple.fr`})`.execute(ent.db);

test('nothing of the house points at a merged sheet any more, but what is the sheet’s own', async () => {
  const done = await join(people.teacher, people.guardian);
  const left: string[] = [];
  for (const { name, column } of columns) {
    const { rows } = await sql`select 1 from ${sql.raw(name)} where ${sql.ref(column)} = ${people.guardian}`.execute(ent.db);
    if (rows.length > 0) left.push(`${name}.${column}`);
  }
  expect(left).toEqual([]);
  await part(done?.id);
});

test('a teacher who is also a parent: both sessions see every hat and every child, and each one’s alone once undone', async () => {
  const sessions = [await ent.as(people.teacher), await ent.as(people.guardian)];
  const seen = async () =>
    Promise.all(
      sessions.map(async ({ token }) => {
        const me = (await meBySession(ent.db, tokenHash(token)))?.me;
        return { name: me?.firstName, hats: me?.functions.length, children: me?.children.map(({ firstName }) => firstName) };
      }),
    );
  const before = await seen();
  const done = await join(people.teacher, people.guardian);
  expect(before.map(({ children }) => children)).toEqual([[], ['Léa']]);
  const human = { name: 'Hugo', hats: before[0]?.hats, children: ['Léa'] };
  expect(await seen()).toEqual([human, human]);
  await part(done?.id);
  expect(await seen()).toEqual(before);
});

test('the login of a merged sheet opens nothing more, and opens again once undone', async () => {
  const blocked = async () =>
    (await ent.db.selectFrom('kernel.accounts').select('blocked_at').where('person_id', '=', people.guardian).executeTakeFirstOrThrow())
      .blocked_at !== null;
  const done = await join(people.teacher, people.guardian);
  expect(await blocked()).toBe(true);
  await part(done?.id);
  expect(await blocked()).toBe(false);
});

test('what somebody wrote since a merge stays as they wrote it', async () => {
  const done = await join(people.teacher, people.atsem);
  const { rows } = await sql<{ id: string }>`
    update kernel.functions set person_id = ${people.director} where id = (select id from kernel.functions where sheet_id = ${people.atsem} limit 1)
    returning id`.execute(ent.db);
  await part(done?.id);
  const kept = await sql<{ person: string }>`select person_id as person from kernel.functions where id = ${rows[0]?.id}`.execute(ent.db);
  expect(kept.rows).toEqual([{ person: people.director }]);
});

test('the id given to the GAR is kept by whoever had it, lent to whoever had none, and never given twice', async () => {
  const [one, other] = [people.inspector, people.adviser];
  const garOf = async (id: string) =>
    (await ent.db.selectFrom('kernel.people').select('gar_id').where('id', '=', id).executeTakeFirstOrThrow()).gar_id;
  const [given, second] = [newId(), newId()];
  await sql`update kernel.people set gar_id = case when id = ${other} then ${given}::uuid end where id in (${one}, ${other})`.execute(
    ent.db,
  );
  const lent = await join(one, other);
  expect([await garOf(one), await garOf(other), await personOfGar(ent.db, given)]).toEqual([given, null, one]);
  await part(lent?.id);
  expect([await garOf(one), await garOf(other), await personOfGar(ent.db, given)]).toEqual([null, given, other]);
  await sql`update kernel.people set gar_id = ${second} where id = ${one}`.execute(ent.db);
  const both = await join(one, other);
  expect([await garOf(one), await personOfGar(ent.db, given), await personOfGar(ent.db, second)]).toEqual([second, one, one]);
  await part(both?.id);
});

test('a sheet is merged once, never with itself, and the open account goes on', async () => {
  await sql`update kernel.accounts set activated_at = null where person_id in (${people.town}, ${people.academy})`.execute(ent.db);
  await sql`update kernel.accounts set activated_at = now() where person_id = ${people.academy}`.execute(ent.db);
  expect(await survivorOf(ent.db, people.town, people.academy)).toBe(people.academy);
  expect(await join(people.town, people.town)).toBeUndefined();
  const [one, other] = await Promise.all([join(people.academy, people.town), join(people.town, people.academy)]);
  expect([one, other].filter((done) => done === undefined)).toHaveLength(1);
  await part((one ?? other)?.id);
  expect(await part((one ?? other)?.id)).toBeUndefined();
});

test('undoing waits for a merge of the same person that is under way, which must then be undone first', async () => {
  const one = await join(people.teacher, people.guardian);
  const { two, undone } = await ent.db.transaction().execute(async (db) => {
    const two = await merge(db, { survivorId: people.director, mergedId: people.teacher, evidence: [], by: null, now });
    const undone = part(one?.id);
    await sql`select pg_sleep(0.3)`.execute(db);
    return { two, undone: [undone] };
  });
  expect(await Promise.all(undone)).toEqual([undefined]);
  expect([await part(two?.id), await part(one?.id)]).not.toContain(undefined);
});

const anybody = fc.nat({ max: everybody.length - 1 });
const worlds = fc.record({
  /** Rows of the house given to somebody else, where the constraints allow it. */
  given: fc.array(fc.tuple(fc.nat({ max: columns.length - 1 }), anybody), { maxLength: 12 }),
  merges: fc.array(fc.tuple(anybody, anybody), { minLength: 1, maxLength: 4 }),
  gar: fc.array(anybody, { maxLength: 3 }),
});

test('whatever a merge did, undoing it gives every row of every table back', { timeout: 240_000 }, async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async ({ given, merges, gar }) => {
      for (const [at, to] of given) {
        const { name, column } = columns[at] ?? { name: '', column: '' };
        await sql`update ${sql.raw(name)} set ${sql.ref(column)} = ${everybody[to]} where ctid = (select ctid from ${sql.raw(name)} limit 1)`
          .execute(ent.db)
          .catch(() => undefined);
      }
      for (const at of gar)
        await sql`update kernel.people set gar_id = coalesce(gar_id, gen_random_uuid()) where id = ${everybody[at]}`.execute(ent.db);
      const before = await dump();
      const made: string[] = [];
      for (const [one, other] of merges) {
        const found = await join(everybody[one] ?? '', everybody[other] ?? '');
        if (found) made.push(found.id);
      }
      done += made.length;
      for (const id of made.reverse()) expect(await part(id)).toBeDefined();
      expect(await dump()).toEqual(before);
    }),
    { numRuns: 25 },
  );
  expect(done).toBeGreaterThan(20);
});
