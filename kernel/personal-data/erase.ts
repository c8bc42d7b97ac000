import { type RawBuilder, sql, type Writer } from '#kernel/db';
import type { Service } from '#kernel/service';
import { deleteRows, forgetsOf, note } from './forget.ts';
import type { PersonalColumn } from './index.ts';
import { kernelPersonalData } from './kernel.ts';

export type Erasure = { ids: string[]; services: Service[]; now: Date };

/**
 * Erases people whose time is over, and writes in the ledger how many rows of each table went with them. What they shared stays
 * without their name, unless they objected; what they never shared goes.
 */
export async function erasePeople(tx: Writer, { ids, services, now }: Erasure): Promise<number> {
  if (ids.length === 0) return 0;
  const columns = [...kernelPersonalData, ...services.flatMap(({ personalData }) => personalData)];
  const forgets = forgetsOf(services);
  for (const { column, leaves, purpose } of columns.filter((one) => one.leaves)) {
    const { table, name } = partsOf(column);
    const theirs = sql`x.${sql.ref(name)} = any (${ids}::uuid[])`;
    const known = forgets.find((one) => one.table === table);
    const which = { table, what: known?.what ?? purpose, ...(known?.files ? { files: known.files } : {}) };
    const { always = sql<boolean>`false`, ifObjected = sql<boolean>`false` } = leaves ?? {};
    const objected = sql`x.${sql.ref(name)} in (select person_id from kernel.objections)`;
    await deleteRows(tx, which, sql<boolean>`${theirs} and (${always} or ${objected} and ${ifObjected})`, { why: 'leaving', now });
  }
  for (const [table, its] of Map.groupBy(
    columns.filter(({ onErasure }) => onErasure === 'delete'),
    ({ column }) => partsOf(column).table,
  )) {
    const rows = await count(tx, table, its, ids);
    await note(tx, { table, what: its[0]?.purpose ?? table, rows, why: 'leaving', now });
  }
  await forgetInMerges(tx, columns, ids);
  await sql`delete from kernel.people where id = any (${ids}::uuid[])`.execute(tx);
  return ids.length;
}

/**
 * The reunions of others remember rows in JSON, where no key reaches: a parent's link to a child who left. A row that goes with the
 * child has nothing left to be put back; of one that only named them, the name goes.
 */
async function forgetInMerges(tx: Writer, columns: PersonalColumn[], ids: string[]): Promise<void> {
  const going = columns.filter(({ onErasure }) => onErasure === 'delete').map(({ column }) => column);
  for (const id of ids) {
    await sql`
      delete from kernel.merge_steps s where exists (
        select from unnest(array[s.key, s.before, s.after]) kept, jsonb_each_text(kept) field
        where field.value = ${id} and s.table_name || '.' || field.key = any (${going}::text[]))`.execute(tx);
    const gone = (name: string) => sql`replace(${sql.ref(name)}::text, ${`"${id}"`}, 'null')::jsonb`;
    await sql`update kernel.merge_steps set before = ${gone('before')}, after = ${gone('after')}
      where before::text like ${`%${id}%`} or after::text like ${`%${id}%`}`.execute(tx);
  }
}

const partsOf = (column: string) => {
  const at = column.lastIndexOf('.');
  return { table: column.slice(0, at), name: column.slice(at + 1) };
};

/** Rows of a table that go with these people. Columns that no key ties to a person (an address, a network) go at their own term. */
async function count(tx: Writer, table: string, its: PersonalColumn[], ids: string[]): Promise<number> {
  const theirs = its.flatMap(({ column }): RawBuilder<unknown>[] => {
    const name = sql.ref(partsOf(column).name);
    if (column.endsWith('.account_id')) return [sql`x.${name} in (select id from kernel.accounts where person_id = any (${ids}::uuid[]))`];
    return /(_id|\.id|_by|\.linking)$/.test(column) ? [sql`x.${name} = any (${ids}::uuid[])`] : [];
  });
  if (theirs.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} x where ${sql.join(theirs, sql` or `)}`.execute(tx);
  return rows[0]?.count ?? 0;
}
