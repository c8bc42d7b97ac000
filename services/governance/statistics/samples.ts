import { sql } from '#kernel';
import type { Samples } from '#kernel/testing';
import { countIn } from './count.ts';

/** A week when seven people came, as if its night had gone by. */
export const samples: Samples = async (db, { schoolId, circonscriptionId, now }) => {
  await sql`
    insert into kernel.views (at, visitor, place_id, profile, service, device)
    select ${now}::timestamptz - make_interval(days => 7, mins => n), sha256(convert_to(n::text, 'UTF8')), ${schoolId}, 'parent', 'cahier_liaison', 'smartphone'
    from generate_series(1, 7) n`.execute(db);
  await countIn(db, now);
  return { placeId: circonscriptionId };
};
