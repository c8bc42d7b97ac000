import type { Database } from '#kernel/db';
import { statementsOf } from './sql.ts';
import { hold } from './thresholds.ts';
import { alone, transaction } from './transaction.ts';

const statements = statementsOf('compare');

/**
 * Makes the change set of what was read: the fate of each person in each school, then the thresholds. Set-based, in one
 * transaction, and repeatable: the base may have changed since. Writes nothing outside the import's own tables.
 */
export async function compare(db: Database, importId: string, now: Date): Promise<void> {
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ kind: string; day: string }>('select kind, day from imports.imports where id = $1', [importId]);
    const [known] = rows;
    if (!known) return;
    // Fresh from COPY: without statistics the planner takes 140 000 rows for a handful.
    await client.query('analyze imports.read_schools, imports.read_people, imports.read_functions, imports.read_links');
    await transaction(client, async () => {
      await client.query(`set local work_mem = '64MB'`);
      for (const statement of statements)
        await statement.run(client, { import: importId, complet: known.kind !== 'delta', day: known.day });
      await hold(client, importId);
      await client.query(
        `update imports.imports set state = case when cancel_asked_at is null then 'review' else 'cancelled' end, compared_at = $2
         where id = $1 and state in ('reading', 'review')`,
        [importId, now],
      );
    });
  } finally {
    client.release();
  }
}

/** The same on its own, unless the import is being read. */
export async function compareAgain(db: Database, importId: string, now: Date): Promise<void> {
  const client = await db.pool.connect();
  try {
    await alone(client, importId, () => compare(db, importId, now));
  } finally {
    client.release();
  }
}
