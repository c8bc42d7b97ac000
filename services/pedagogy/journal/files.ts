import { sql, type Writer, z } from '#kernel';
import { drawerIn } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import type { Job } from '#kernel/service';

/** Files that nothing of the journal shows any more: their bytes go once this change is committed. */
export const dropLater = async (db: Writer, fileIds: string[]): Promise<void> => {
  if (fileIds.length > 0) await enqueue(db, 'journal.dropFiles', { fileIds });
};

const Payload = z.object({ fileIds: z.array(z.uuid()) });

export const dropFiles: Job = {
  run: async ({ db, payload, folder }) => {
    const { fileIds } = Payload.parse(payload);
    const { rows } = await sql<{ id: string }>`delete from kernel.files where id = any (${fileIds}::uuid[]) returning id`.execute(db);
    for (const { id } of rows) await drawerIn(folder).remove(id);
  },
};
