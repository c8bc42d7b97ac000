import type { Database } from '#kernel/db';
import { schoolYearOf } from '#kernel/people';
import { type Client, statementsOf } from './sql.ts';
import { alone, transaction } from './transaction.ts';

const statements = statementsOf('apply');
/** What a school has nothing for when its people are all as they were, or all new: most schools, most days. */
const forChanges = new Set([
  ...['people found again', 'people changed', 'contacts changed', 'functions ended', 'levels changed'],
  ...['guardianships ended', 'guardianships changed', 'leavers'],
]);
const forPeople = new Set(['people', 'contacts', 'functions', 'guardianships', 'logins locked', 'accounts']);
const forSchool = new Set(['places above', 'school', 'school card', 'school place changed', 'school card changed']);
/** What a school of before has, and a new one has not. */
const forBefore = new Set(['school place changed', 'school card changed', 'classes renamed or opened again', 'classes closed']);

export type ApplyOptions = {
  now: Date;
  /** How many schools at the same time. */
  together?: number;
  onProgress?: (progress: { applied: number; total: number }) => void;
  /** Asked between two schools. */
  cancelled?: () => Promise<boolean> | boolean;
};

type School = { key: string; changed: boolean; people: boolean; school: boolean; made: boolean };

/**
 * Applies the schools that were approved, each in one transaction: a kill at any moment leaves a school before or after,
 * and running again does those that remain. Gives how many it did, or « busy » when another process is at it.
 */
export async function applyImport(db: Database, importId: string, options: ApplyOptions): Promise<number | 'busy'> {
  const client = await db.pool.connect();
  try {
    return await alone(client, importId, () => applySchools(db, client, importId, options));
  } finally {
    client.release();
  }
}

async function applySchools(db: Database, client: Client, importId: string, options: ApplyOptions): Promise<number> {
  const { now, together = 2, onProgress, cancelled = () => false } = options;
  const { rows: imports } = await client.query<{ day: string }>(`select day from imports.imports where id = $1 and state = 'applying'`, [
    importId,
  ]);
  const day = imports[0]?.day;
  if (!day) return 0;
  // Somebody may have made one of these communes or circonscriptions since the comparison.
  await client.query(
    'update imports.places n set place_id = p.id from kernel.places p where n.import_id = $1 and p.external_id = n.key and p.id <> n.place_id',
    [importId],
  );
  const schools = await schoolsToApply(client, importId);
  const total = schools.length;
  const values = { import: importId, now, day, year: schoolYearOf(new Date(`${day}T12:00:00Z`)).name };
  let applied = 0;
  let stopped = false;
  const runner = async () => {
    const own = await db.pool.connect();
    try {
      for (;;) {
        stopped ||= await cancelled();
        const school = stopped ? undefined : schools.shift();
        if (!school) return;
        await transaction(own, () => applySchool(own, { ...values, school: school.key }, school));
        applied += 1;
        onProgress?.({ applied, total });
        // The first import fills empty tables: a plan made for nothing reads all of what comes next, until it is made again.
        if ([1, 4, 16, 64].includes(applied)) await refreshStatistics(own);
      }
    } catch (error) {
      stopped = true;
      throw error;
    } finally {
      own.release();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(together, Math.max(1, total)) }, runner));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  await client.query(
    `update imports.imports set state = $3, cancel_asked_at = null, applied_at = case when exists (
       select from imports.schools s where s.import_id = $1 and s.state = 'applied') then coalesce(applied_at, $2) end
     where id = $1`,
    [importId, now, stopped ? 'review' : 'applied'],
  );
  if (applied > 64) await refreshStatistics(client);
  return applied;
}

async function schoolsToApply(client: Client, importId: string): Promise<School[]> {
  const { rows } = await client.query<School>(
    `select s.key, coalesce(bool_or(f.fate in ('updated', 'moved', 'returned', 'leaving') and f.category <> 'school'), false) as changed,
       coalesce(bool_or(f.fate in ('created', 'updated', 'moved', 'returned') and f.category <> 'school'), false) as people,
       coalesce(bool_or(f.fate in ('created', 'updated') and f.category = 'school'), false) as school,
       coalesce(bool_or(f.fate = 'created' and f.category = 'school'), false) as made
     from imports.schools s left join imports.fates f on f.import_id = $1 and f.school_key = s.key
     where s.import_id = $1 and s.state = 'approved'
     group by s.key, s.school_id order by s.school_id nulls last, s.key`,
    [importId],
  );
  return rows;
}

/** A school is a few hundred rows: every statement walks indexes, whatever the statistics of a table that is filling say. */
const walkIndexes = `
  set local enable_seqscan = off;
  set local enable_hashjoin = off;
  set local enable_mergejoin = off;
  set local plan_cache_mode = force_generic_plan;
  set local jit = off`;

async function applySchool(client: Client, values: Record<string, string | Date>, school: School): Promise<void> {
  await client.query(walkIndexes);
  for (const statement of statements) {
    const { name } = statement;
    if (!school.changed && forChanges.has(name)) continue;
    if (!school.people && forPeople.has(name)) continue;
    if (!school.school && forSchool.has(name)) continue;
    if (school.made && forBefore.has(name)) continue;
    let { rows } = await statement.run(client, values);
    // Two stems may meet on one login (« x.y » + 2 and « x.y2 »): whoever lost asks again.
    for (let tries = 0; name === 'accounts' && tries < 5 && leftOver(rows) > 0; tries += 1)
      rows = (await statement.run(client, values)).rows;
  }
}

const leftOver = ([row]: unknown[]): number => (typeof row === 'object' && row !== null && 'left_over' in row ? Number(row.left_over) : 0);

const refreshStatistics = (client: Client) =>
  client.query('analyze kernel.people, kernel.contacts, kernel.functions, kernel.guardianships, kernel.accounts, kernel.places');
