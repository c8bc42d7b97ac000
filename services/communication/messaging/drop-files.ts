import { sql, type Writer } from '#kernel';
import type { Drawer } from '#kernel/files';
import type { Tables } from './tables.ts';

/** Takes files off a draft. One that was passed on from elsewhere stays where it came from. */
export async function dropFiles(db: Writer<Tables>, drawer: Drawer, messageId: string, fileIds: string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await db.deleteFrom('messaging.attachments').where('message_id', '=', messageId).where('file_id', 'in', fileIds).execute();
  const { rows } = await sql<{ id: string }>`
    delete from kernel.files f where f.id = any (${fileIds}::uuid[])
      and not exists (select from messaging.attachments a where a.file_id = f.id) returning f.id`.execute(db);
  for (const { id } of rows) await drawer.remove(id);
}
