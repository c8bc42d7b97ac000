import { type Database, newId, sql, type Writer } from '#kernel/db';
import { applyImport } from './apply.ts';
import { compare } from './compare.ts';
import { type Delivery, deliveryIn } from './reading/files.ts';
import { read } from './reading/read.ts';
import { Refused, refusalOf } from './reading/refused.ts';
import { alone } from './transaction.ts';

export type Progress = { step: 'reading' | 'comparing' | 'applying'; value: number; max: number };
export type Fates = Record<'created' | 'updated' | 'moved' | 'returned' | 'leaving' | 'unchanged' | 'rejected', number>;
export type SchoolReport = { key: string; name: string; state: string; reasons: unknown[]; counts: Partial<Fates> };
export type Report = {
  importId: string;
  state: string;
  kind: string;
  day: string;
  fates: Fates;
  schools: SchoolReport[];
  lines: {
    severity: string;
    code: string;
    args: Record<string, string | number>;
    file: string | null;
    line: number | null;
    externalId: string | null;
  }[];
  /** Milliseconds. */
  phases: Record<string, number>;
};

type Source = { folder: string; by: string | null; now: Date; academy?: string; day?: string; kind?: 'complet' | 'delta' };

type Asking = { folder: string; by: string | null; now: Date };

/** Notes that a delivery is to be read. Gives the id of the import. */
export async function openDelivery(
  db: Pick<Writer, 'getExecutor'>,
  { delivery, folder, by, now }: Asking & { delivery: Delivery },
): Promise<string> {
  const id = newId();
  const files = JSON.stringify(delivery.files.map(({ name, bytes }) => ({ name, bytes })));
  await sql`insert into imports.imports (id, kind, state, folder, day, files, bytes_total, asked_by, asked_at)
    values (${id}, ${delivery.kind}, 'reading', ${folder}, ${delivery.day}, ${files}, ${delivery.bytes}, ${by}, ${now})`.execute(db);
  return id;
}

/** Notes an import, or the refusal of what is in the folder. Nothing is read yet. */
export async function openImport(db: Database, { folder, by, now, ...which }: Source): Promise<{ importId: string; refused: boolean }> {
  try {
    return { importId: await openDelivery(db, { delivery: await deliveryIn(folder, which), folder, by, now }), refused: false };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const delivery: Delivery = { kind: 'complet', day: now.toISOString().slice(0, 10), files: [], bytes: 0 };
    const importId = await openDelivery(db, { delivery, folder, by, now });
    await db.pool.query(`update imports.imports set state = 'refused' where id = $1`, [importId]);
    await sayRefused(db, importId, error);
    return { importId, refused: true };
  }
}

type Reading = { now: Date; academy?: string; onProgress?: (progress: Progress) => void };

/**
 * Reads, normalises, stages and compares. A delivery that cannot be trusted is refused whole, and says why. Asked twice, it is
 * read once: whoever comes second leaves it to the first.
 */
export async function readFolder(db: Database, importId: string, reading: Reading): Promise<void> {
  const client = await db.pool.connect();
  try {
    await alone(client, importId, () => readAlone(db, importId, reading));
  } finally {
    client.release();
  }
}

async function readAlone(db: Database, importId: string, { now, academy, onProgress }: Reading): Promise<void> {
  const { rows } = await db.pool.query<{ folder: string; day: string; kind: 'complet' | 'delta'; state: string; stop: boolean }>(
    'select folder, day, kind, state, cancel_asked_at is not null as stop from imports.imports where id = $1',
    [importId],
  );
  const [known] = rows;
  if (known?.state !== 'reading') return;
  if (known.stop) return cancel(db, importId);
  await forgetRows(db, importId);
  let noted = 0;
  let cancelled = false;
  try {
    const delivery = await deliveryIn(known.folder, { day: known.day, kind: known.kind, academy });
    const started = performance.now();
    const { bytes, people } = await read(db, {
      importId,
      delivery,
      cancelled: () => cancelled,
      onProgress: ({ bytes, people }) => {
        onProgress?.({ step: 'reading', value: bytes, max: delivery.bytes });
        if (performance.now() - noted < 500) return;
        noted = performance.now();
        noteProgress(db, importId, bytes, people).then(
          (asked) => {
            cancelled = asked;
          },
          // The next one will be noted, or the reading itself will fail.
          () => {},
        );
      },
    });
    if (cancelled || (await noteProgress(db, importId, bytes, people))) return void (await cancel(db, importId));
    const read_ = performance.now();
    onProgress?.({ step: 'comparing', value: 0, max: 1 });
    await compare(db, importId, now);
    await notePhases(db, importId, { read: read_ - started, compare: performance.now() - read_ });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    await forgetRows(db, importId);
    await db.pool.query(`update imports.imports set state = 'refused' where id = $1`, [importId]);
    await sayRefused(db, importId, refusal);
  }
}

/** Says yes: to the schools within the thresholds, or to those named, « à vérifier » included. Gives how many. */
export async function approve(
  db: Pick<Writer, 'getExecutor'>,
  importId: string,
  { by, schools }: { by: string | null; schools?: string[] | 'all' },
): Promise<number> {
  const named = schools === 'all' ? [] : (schools ?? null);
  const { numAffectedRows } = await sql`
    update imports.schools set state = 'approved'
    where import_id = ${importId} and (state = 'ready' and ${named}::text[] is null
      or state in ('ready', 'check') and (${schools === 'all'} or key = any (${named})))`.execute(db);
  const count = Number(numAffectedRows ?? 0);
  if (count > 0)
    await sql`update imports.imports set state = 'applying', approved_by = ${by}, cancel_asked_at = null
      where id = ${importId} and state in ('review', 'applied', 'applying')`.execute(db);
  return count;
}

/**
 * The whole way, for the command line and the demonstration: reads the folder, and with `approve` applies the schools within the
 * thresholds (`'all'`: those above too). Never throws for what is wrong in the files: the report says it.
 */
export async function importFolder(
  db: Database,
  { approve: yes, onProgress, ...source }: Source & { approve: boolean | 'all'; onProgress?: (progress: Progress) => void },
): Promise<Report> {
  const { importId, refused } = await openImport(db, source);
  if (!refused) await readFolder(db, importId, { now: source.now, academy: source.academy, onProgress });
  const report = await reportOf(db, importId);
  if (!yes || report.state !== 'review') return report;
  await approve(db, importId, { by: source.by, schools: yes === 'all' ? 'all' : undefined });
  const started = performance.now();
  await applyImport(db, importId, {
    now: source.now,
    onProgress: ({ applied, total }) => onProgress?.({ step: 'applying', value: applied, max: total }),
  });
  await notePhases(db, importId, { apply: performance.now() - started });
  return reportOf(db, importId);
}

export async function reportOf(db: Database, importId: string): Promise<Report> {
  const [{ rows: imports }, { rows: schools }, { rows: lines }] = await Promise.all([
    db.pool.query<{ state: string; kind: string; day: string; phases: Record<string, number> }>(
      'select state, kind, day, phases from imports.imports where id = $1',
      [importId],
    ),
    db.pool.query<SchoolReport>('select key, name, state, reasons, counts from imports.schools where import_id = $1 order by key', [
      importId,
    ]),
    db.pool.query<Report['lines'][number]>(
      `select severity, code, args, file, line, external_id as "externalId" from imports.lines where import_id = $1 order by file, line limit 10000`,
      [importId],
    ),
  ]);
  const [found] = imports;
  if (!found) throw new Error(`no import ${importId}`);
  const fates: Fates = { created: 0, updated: 0, moved: 0, returned: 0, leaving: 0, unchanged: 0, rejected: 0 };
  for (const fate of fateNames) fates[fate] = schools.reduce((sum, school) => sum + (school.counts[fate] ?? 0), 0);
  return { importId, ...found, fates, schools, lines };
}

export const fateNames = ['created', 'updated', 'moved', 'returned', 'leaving', 'unchanged', 'rejected'] as const;

const sayRefused = (db: Database, importId: string, refusal: Refused & { file?: string | null }) =>
  db.pool.query(`insert into imports.lines (import_id, severity, code, args, file, line) values ($1, 'refused', $2, $3, $4, $5)`, [
    importId,
    refusal.code,
    JSON.stringify(refusal.args),
    refusal.file ?? null,
    refusal.line,
  ]);

async function noteProgress(db: Database, importId: string, bytes: number, people: number): Promise<boolean> {
  const { rows } = await db.pool.query<{ asked: boolean }>(
    'update imports.imports set bytes_read = $2, people_read = $3 where id = $1 returning cancel_asked_at is not null as asked',
    [importId, bytes, people],
  );
  return rows[0]?.asked ?? false;
}

export const notePhases = (db: Database, importId: string, phases: Record<string, number>) =>
  db.pool.query('update imports.imports set phases = phases || $2 where id = $1', [
    importId,
    JSON.stringify(Object.fromEntries(Object.entries(phases).map(([name, ms]) => [name, Math.round(ms)]))),
  ]);

async function cancel(db: Database, importId: string): Promise<void> {
  await forgetRows(db, importId);
  await db.pool.query(`update imports.imports set state = 'cancelled' where id = $1`, [importId]);
}

const staged = ['read_schools', 'read_people', 'read_functions', 'read_links', 'lines', 'fates', 'schools', 'places'];

/** Reading again starts from nothing: what a killed process had staged is half a delivery. */
async function forgetRows(db: Database, importId: string): Promise<void> {
  for (const table of staged) await db.pool.query(`delete from imports.${table} where import_id = $1`, [importId]);
}
