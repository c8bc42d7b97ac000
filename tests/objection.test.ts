import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { drawerIn } from '#kernel/files';
import { services } from '../preau.ts';
import { sampleWorld } from './sample-world.ts';

/** What one shared in common spaces, once the account is closed: kept without the name, unless its author objected (arrêté de 2006, art. 6). */

const { ent, people, here, elsewhere } = await sampleWorld();
const { db, folder } = ent;
afterAll(() => ent[Symbol.asyncDispose]());

/** The columns of what is shared: each is tried, also those that a service declares tomorrow. */
const shared = services
  .flatMap(({ personalData }) => personalData)
  .filter(({ leaves }) => leaves?.ifObjected)
  .map(({ column, leaves }) => {
    const at = column.lastIndexOf('.');
    return { column, table: column.slice(0, at), name: column.slice(at + 1), never: leaves?.always ?? sql<boolean>`false` };
  });

type Row = { column: string; table: string; name: string; id: string };

async function sharedBy(ids: string[]): Promise<Row[]> {
  const all: Row[] = [];
  for (const { column, table, name, never } of shared) {
    const { rows } = await sql<{ id: string }>`
      select x.id from ${sql.table(table)} x where x.${sql.ref(name)} = any (${ids}::uuid[]) and not (${never})`.execute(db);
    all.push(...rows.map(({ id }) => ({ column, table, name, id })));
  }
  return all;
}
const left = async ({ table, name, id }: Row) =>
  (await sql<{ author: string | null }>`select ${sql.ref(name)} as author from ${sql.table(table)} where id = ${id}`.execute(db)).rows;

/** Ninety-five days after they left, a night closes and erases. */
async function leave(ids: string[]): Promise<void> {
  await sql`update kernel.people set leaving_since = now() - interval '95 days', trashed_at = now() - interval '35 days'
    where id = any (${ids}::uuid[])`.execute(db);
  await ent.work('imports.leavers');
  expect((await db.selectFrom('kernel.people').select('id').where('id', 'in', ids).execute()).length).toBe(0);
}

const filesOf = async (postIds: string[]): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select large_id as id from journal.pictures where post_id = any (${postIds}::uuid[])
      union select voice_id from journal.posts where id = any (${postIds}::uuid[]) and voice_id is not null`.execute(db)
  ).rows.map(({ id }) => id);

test('whoever objected takes away all that they shared, with its files; of whoever did not, everything stays without the name', async () => {
  const objectors = [people.teacher, people.guardian];
  const others = [elsewhere['teacherId'] ?? '', elsewhere['guardianId'] ?? ''];
  const seat = await ent.as(people.teacher);
  expect((await seat.post('/donnees/depart/opposition', { personId: people.teacher, objects: 'on' })).statusCode).toBe(303);
  const parent = await ent.as(people.guardian);
  expect((await parent.post('/donnees/depart/opposition', { personId: people.guardian, objects: 'on' })).statusCode).toBe(303);

  const [going, staying] = [await sharedBy(objectors), await sharedBy(others)];
  // Each kind of contribution is in the walk, on both sides: none is tried on an empty table.
  for (const rows of [going, staying])
    expect([...new Set(rows.map(({ column }) => column))].sort()).toEqual(shared.map(({ column }) => column).sort());
  const goingFiles = await filesOf([here['journal.postId'] ?? '']);
  const stayingFiles = await filesOf([elsewhere['journal.postId'] ?? '']);
  expect([goingFiles.length, stayingFiles.length]).toEqual([2, 2]);

  await sql`update kernel.functions set source = 'aaf' where person_id = any (${[...objectors, ...others]}::uuid[])`.execute(db);
  await leave([...objectors, ...others]);

  for (const row of going) expect([row.column, await left(row)]).toEqual([row.column, []]);
  for (const row of staying) expect([row.column, await left(row)]).toEqual([row.column, [{ author: null }]]);
  for (const id of goingFiles) await expect(drawerIn(folder).get(id)).rejects.toThrow('ENOENT');
  for (const id of stayingFiles) expect((await drawerIn(folder).get(id)).length).toBeGreaterThan(0);
});
