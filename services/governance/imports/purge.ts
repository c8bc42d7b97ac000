import type { Database } from '#kernel/db';
import { undoDays } from './undo.ts';

/** What the files said and what the undo needed: personal data that serve nothing after seven days. */
const traces = ['changes', 'fates', 'read_people', 'read_schools', 'read_functions', 'read_links', 'places', 'lines'];

/** A school left waiting has nothing left to be applied with: it goes too, and its button. */
const waiting = `delete from imports.schools where import_id = $1 and state in ('ready', 'check', 'approved')`;

/** Forgets the rows of imports applied, refused or left aside more than seven days ago; what they did stays counted. */
export async function purge(db: Database, now: Date): Promise<number> {
  const limit = new Date(now.getTime() - undoDays * 86_400_000);
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from imports.imports where purged_at is null and state not in ('reading', 'applying', 'undoing')
       and coalesce(undone_at, applied_at, compared_at, asked_at) <= $1`,
    [limit],
  );
  for (const { id } of rows) {
    for (const table of traces) await db.pool.query(`delete from imports.${table} where import_id = $1`, [id]);
    await db.pool.query(waiting, [id]);
    await db.pool.query(
      `update imports.imports set purged_at = $2, state = case when state = 'review' then 'cancelled' else state end where id = $1`,
      [id, now],
    );
  }
  return rows.length;
}
