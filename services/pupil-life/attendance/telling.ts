import { sql, type Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import { tellLive } from '#kernel/live';
import type { Tables } from './tables.ts';
import type { Taken } from './take.ts';

/** Whoever directs the school sees at once that a class has called. */
export async function tellCalled(
  db: Writer<Tables>,
  { schoolId }: { schoolId: string; taken: Taken; now: Date; emit: Emit },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from kernel.functions_today where place_id = ${schoolId} and kind = 'director'`.execute(db);
  await tellLive(
    db,
    rows.map(({ id }) => id),
  );
}
