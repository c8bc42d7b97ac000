import { sql, type Writer, z } from '#kernel';
import { type Drawer, drawerIn, keepFile, type Ready } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import type { Job } from '#kernel/service';
import type { Tables } from './tables.ts';

/** Each file once, attached to each of these works. */
export async function attach(
  db: Writer<Tables>,
  drawer: Drawer,
  { files, workIds, schoolId, by }: { files: Ready[]; workIds: string[]; schoolId: string; by: string },
): Promise<void> {
  for (const file of files) {
    const id = await keepFile(db, drawer, file, { schoolId, by });
    await db
      .insertInto('homework.attachments')
      .values(workIds.map((work_id) => ({ work_id, file_id: id })))
      .execute();
  }
}

/** Files that this change took off a work: those that no other work shows are taken away once it is committed. */
export const dropLater = async (db: Writer<Tables>, fileIds: string[]): Promise<void> => {
  if (fileIds.length > 0) await enqueue(db, 'homework.dropFiles', { fileIds });
};

export const dropFiles: Job = {
  run: async ({ db, payload, folder }) => {
    const { fileIds } = Payload.parse(payload);
    const { rows } = await sql<{ id: string }>`
      delete from kernel.files f where f.id = any (${fileIds}::uuid[])
        and not exists (select from homework.attachments a where a.file_id = f.id) returning f.id`.execute(db);
    for (const { id } of rows) await drawerIn(folder).remove(id);
  },
};

const Payload = z.object({ fileIds: z.array(z.uuid()) });
