import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import type { Tables } from './tables.ts';

/** A file ready to be taken, and a day when something was deleted. */
export const samples: Samples = async (tx, { guardianId, schoolId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const fileId = newId(now.getTime());
  const bytes = Buffer.from('PK');
  const kept = await keepFile(
    db,
    drawerIn(folder),
    { name: 'Données.zip', mediaType: 'application/zip', bytes },
    { schoolId, by: guardianId },
  );
  await db
    .insertInto('privacy.files')
    .values({ id: fileId, person_id: guardianId, asked_by: guardianId, state: 'ready', asked_at: now, file_id: kept, size: bytes.length })
    .execute();
  const day = now.toISOString().slice(0, 10);
  await db
    .insertInto('kernel.deletions')
    .values({ id: newId(), day, at: now, why: 'term', what: 'Messages', table_name: 'messaging.messages', rows: 3 })
    .execute();
  return { fileId };
};
