import { newId, sql, type Writer } from '#kernel';
import type { Tables } from './tables.ts';

const day = 86_400_000;
/** A line that suffices, one that is tight, one that is slow; the others were never measured. Kb/s and ms, the last first. */
const lines = [
  [
    [52_400, 21],
    [48_900, 24],
    [31_200, 38],
  ],
  [
    [3900, 46],
    [4600, 41],
  ],
  [
    [1150, 83],
    [980, 120],
    [1420, 77],
  ],
] as const;

/** Measures made from the schools of the demonstration. */
export async function seedDemo(db: Writer<Tables>, { now }: { now: Date }): Promise<void> {
  const { rows: schools } = await sql<{ id: string }>`select id from kernel.schools order by uai limit ${lines.length}`.execute(db);
  const measures = schools.flatMap(({ id }, at) =>
    (lines[at] ?? []).map(([kbps, latency_ms], n) => ({
      ...{ id: newId(), school_id: id, at: new Date(now.getTime() - (4 + n * 13) * day), kbps, latency_ms },
      ...{ by: n === 0 ? ('director' as const) : ('teacher' as const), told: false },
    })),
  );
  if (measures.length > 0) await db.insertInto('network.measures').values(measures).execute();
}
