import { newId, sql } from '#kernel';
import type { Samples } from '#kernel/testing';

/** An import is the whole region's: there is one where the administrator is, and none elsewhere. */
export const samples: Samples = async (db, { regionId, schoolId, now }) => {
  const id = newId();
  const region = await db.selectFrom('kernel.places').select('name').where('id', '=', regionId).executeTakeFirstOrThrow();
  if (region.name !== 'Occitanie') return { id };
  await sql`
    insert into imports.imports (id, kind, state, folder, day, files, bytes_total, asked_at)
    values (${id}, 'complet', 'review', '', '2026-09-01', '[]', 1, ${now})`.execute(db);
  await sql`
    insert into imports.schools (import_id, key, school_id, name, first, state)
    values (${id}, 'TOULOUSE-1', ${schoolId}, 'École des Tilleuls', true, 'ready')`.execute(db);
  return { id };
};
