import type { Database } from '#kernel/db';
import { type Client, statementsOf } from './sql.ts';
import type { Args } from './tables.ts';
import { alone, transaction } from './transaction.ts';

const [handOver, ...statements] = statementsOf('undo');

/** For how long an import can be undone. Its traces are purged after that. */
export const undoDays = 7;
export const undoableUntil = (appliedAt: Date): Date => new Date(appliedAt.getTime() + undoDays * 86_400_000);

export type UndoOptions = { by: string | null; now: Date; onProgress?: (progress: { undone: number; total: number }) => void };
type Trouble = { code: string } & Args;

/** Why a school stays as it is: thrown to end its transaction. */
class Kept extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.code);
    this.trouble = trouble;
  }
}

/**
 * Takes an import back, school by school, the last applied first: what it made goes, what it ended comes back. A school where
 * somebody has signed in or written since stays, and says why; the others go on.
 */
export async function undoImport(
  db: Database,
  importId: string,
  { by, now, onProgress }: UndoOptions,
): Promise<{ undone: number; kept: number } | 'busy'> {
  const client = await db.pool.connect();
  try {
    return await alone(client, importId, async () => {
      const counts = { undone: 0, kept: 0 };
      const { rowCount: open } = await client.query(
        `update imports.imports set state = 'undoing' where id = $1 and state in ('applied', 'review', 'undoing') and applied_at > $2`,
        [importId, new Date(now.getTime() - undoDays * 86_400_000)],
      );
      if (!open) return counts;
      const { rows } = await client.query<{ key: string }>(
        `select s.key from imports.schools s left join imports.changes c on c.import_id = $1 and c.school_key = s.key
         where s.import_id = $1 and s.state in ('applied', 'kept') group by s.key order by max(c.id) desc nulls last`,
        [importId],
      );
      for (const { key } of rows) {
        const trouble = await undoSchool(client, { import: importId, school: key, by });
        counts[trouble ? 'kept' : 'undone'] += 1;
        onProgress?.({ undone: counts.undone + counts.kept, total: rows.length });
      }
      await sweepPlaces(client, importId);
      await client.query(
        `update imports.imports set state = case when exists (
           select from imports.schools where import_id = $1 and state = 'kept') then 'applied' else 'undone' end, undone_at = $2
         where id = $1 and state = 'undoing'`,
        [importId, now],
      );
      return counts;
    });
  } finally {
    client.release();
  }
}

async function undoSchool(client: Client, values: { import: string; school: string; by: string | null }): Promise<Trouble | null> {
  try {
    await transaction(client, async () => {
      await handOver?.run(client, values);
      await refuseIfLived(client, values.import, values.school);
      for (const statement of statements) await statement.run(client, values);
    });
    return null;
  } catch (error) {
    if (!(error instanceof Kept)) throw error;
    await client.query(`update imports.schools set state = 'kept', undo_trouble = $3 where import_id = $1 and key = $2`, [
      values.import,
      values.school,
      JSON.stringify(error.trouble),
    ]);
    return error.trouble;
  }
}

const made = (place: string) =>
  `array(select key from imports.changes, unnest(keys) key
    where import_id = $1 and school_key = $2 and place = '${place}' and before is null)`;

/** A later import leans on this one; somebody signed in; a row of another service points at what this one made. */
async function refuseIfLived(client: Client, importId: string, key: string): Promise<void> {
  const { rows } = await client.query<{ later: boolean; signed: number; people: string[]; places: string[]; functions: string[] }>(
    `select
       exists (select from imports.schools s join imports.schools mine on mine.import_id = $1 and mine.key = $2
         where s.import_id <> $1 and s.key = $2 and s.state in ('applied', 'kept')
           and (s.applied_at, s.import_id) > (mine.applied_at, mine.import_id)) as later,
       (select count(*) from kernel.accounts a where a.person_id = any (${made('people')})
         and (a.activated_at is not null or exists (select from kernel.sessions s where s.account_id = a.id))) as signed,
       ${made('people')} as people,
       array(select p.id from kernel.places p where p.id = any (${made('places')}) and p.kind in ('school', 'class')) as places,
       ${made('functions')} as functions`,
    [importId, key],
  );
  const [found] = rows;
  if (!found) return;
  if (found.later) throw new Kept({ code: 'later-import' });
  if (found.signed > 0) throw new Kept({ code: 'signed-in', people: found.signed });
  const { rows: linked } = await client.query<{ linked: boolean; held: boolean }>(
    `select
       exists (select from kernel.functions f where (f.person_id = any ($1) or f.place_id = any ($2)) and not f.id = any ($3)) as held,
       exists (select from kernel.guardianships g where (g.guardian_id = any ($1) or g.pupil_id = any ($1)) and not exists (
         select from imports.changes c, unnest(c.keys, c.other_keys) u (pupil, guardian)
         where c.import_id = $4 and c.school_key = $5 and c.place = 'guardianships' and c.before is null
           and u.pupil = g.pupil_id and u.guardian = g.guardian_id)) as linked`,
    [found.people, found.places, found.functions, importId, key],
  );
  if (linked[0]?.held || linked[0]?.linked) throw new Kept({ code: 'linked-since' });
  for (const { target, name, column } of await pointing(client)) {
    const keys = target === 'kernel.people' ? found.people : found.places;
    if (keys.length === 0) continue;
    const { rows: hits } = await client.query<{ hit: boolean }>(`select exists (select from ${name} where ${column} = any ($1)) as hit`, [
      keys,
    ]);
    if (hits[0]?.hit) throw new Kept({ code: 'content', table: name });
  }
}

/** What the import writes itself, what is only told or noted, and what is worked out. */
const ours = `'kernel.contacts', 'kernel.functions', 'kernel.guardianships', 'kernel.accounts', 'kernel.schools', 'kernel.places',
  'kernel.place_ancestors', 'kernel.notifications', 'kernel.events', 'kernel.audit'`;

/** Each column of the house that points at a person or a place: read in the catalogue, so that a service to come is seen too. */
async function pointing(client: Client): Promise<{ target: string; name: string; column: string }[]> {
  const { rows } = await client.query<{ target: string; name: string; column: string }>(`
    select c.confrelid::regclass::text as target, c.conrelid::regclass::text as name, quote_ident(a.attname) as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid in ('kernel.people'::regclass, 'kernel.places'::regclass) and c.conparentid = 0
      and c.conrelid::regclass::text not in (${ours}) and c.conrelid::regclass::text not like 'imports.%'`);
  return rows;
}

/** Circonscriptions, communes and the like that this import made and that nothing stands in any more. */
async function sweepPlaces(client: Client, importId: string): Promise<void> {
  for (let swept: number | null = 1; swept; ) {
    const { rowCount } = await client.query(
      `delete from kernel.places p
       where p.id in (
           select unnest(c.keys) from imports.changes c join imports.schools s on s.import_id = c.import_id and s.key = c.school_key and s.state = 'undone'
           where c.import_id = $1 and c.place = 'places' and c.before is null)
         and p.kind in ('region', 'academy', 'department', 'circonscription', 'town')
         and not exists (select from kernel.places below where below.parent_id = p.id)
         and not exists (select from kernel.schools s where s.town_id = p.id)
         and not exists (select from kernel.functions f where f.place_id = p.id)`,
      [importId],
    );
    swept = rowCount;
  }
}
