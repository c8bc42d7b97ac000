import { type Database, newId, type RawBuilder, type Reader, sql, type Writer } from '#kernel/db';
import { enqueue } from '#kernel/jobs';
import type { Service } from '#kernel/service';
import type { Term } from './keep.ts';
import { kernelForgets } from './kernel.ts';

/** Rows that end by themselves. Each night the kernel deletes those that are due, and writes in the ledger how many. */
export type Forget = {
  /** `schema.table`: what leans on its rows goes with them. */
  table: string;
  /** What the ledger calls them: « Messages ». */
  what: string;
  keep: Term;
  /** SQL on `x`, a row of the table. */
  due: (before: string, now: Date) => RawBuilder<boolean>;
  /** The ids of kernel.files that go with them: a select that holds `due`, with `x` joined. */
  files?: (due: RawBuilder<boolean>) => RawBuilder<{ id: string }>;
};

export type Due = { table: string; what: string; words: string; before: string; rows: number };

export const forgetsOf = (services: Pick<Service, 'forgets'>[]): Forget[] => [
  ...kernelForgets,
  ...services.flatMap(({ forgets = [] }) => forgets),
];

const dueOf = (one: Forget, now: Date): RawBuilder<boolean> => one.due(one.keep.before(now), now);

/** The dry run: what the next night would delete. */
export async function dueNow(db: Reader, forgets: Forget[], now: Date): Promise<Due[]> {
  const due: Due[] = [];
  for (const one of forgets) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(one.table)} x where ${dueOf(one, now)}`.execute(db);
    due.push({ table: one.table, what: one.what, words: one.keep.words, before: one.keep.before(now), rows: rows[0]?.count ?? 0 });
  }
  return due;
}

/** The night: each table in a transaction of its own, so that one that fails holds back no other. */
export async function forgetDue(db: Database, forgets: Forget[], now: Date): Promise<void> {
  const failures: unknown[] = [];
  for (const one of forgets)
    await db
      .transaction()
      .execute((tx) => deleteRows(tx, one, dueOf(one, now), { why: 'term', now }))
      .catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'some tables were not forgotten tonight');
}

type Which = Pick<Forget, 'table' | 'what' | 'files'>;

/** Deletes rows with their files, whose bytes go once this is committed. Gives how many. */
export async function deleteRows(
  tx: Writer,
  { table, what, files }: Which,
  due: RawBuilder<boolean>,
  { why, now }: { why: 'term' | 'leaving'; now: Date },
): Promise<number> {
  const { rows: with_ } = files ? await files(due).execute(tx) : { rows: [] };
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} x where ${due}`.execute(tx);
  const rows = Number(numAffectedRows ?? 0);
  await note(tx, { table, what, rows, why, now });
  const ids = [...new Set(with_.map(({ id }) => id))];
  if (ids.length > 0) await enqueue(tx, 'kernel.dropFiles', { ids });
  return rows;
}

type Line = { table: string; what: string; rows: number; why: 'term' | 'leaving'; now: Date };

/** A line of the ledger. It says when, what and how many: never who. */
export async function note(tx: Writer, { table, what, rows, why, now }: Line): Promise<void> {
  if (rows === 0) return;
  await tx
    .insertInto('kernel.deletions')
    .values({ id: newId(now.getTime()), day: now.toISOString().slice(0, 10), at: now, why, what, table_name: table, rows })
    .execute();
}
