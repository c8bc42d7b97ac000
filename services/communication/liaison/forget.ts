import { sql } from '#kernel';
import { drawerIn } from '#kernel/files';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

/** Each night: notes of the year before last, and drafts nobody has opened since then, are forgotten with their files. */
export const forget: Job = {
  cron: '20 2 * * *',
  run: async ({ db, now, folder }) => {
    const before = schoolYearOf(new Date(now.getTime() - 365 * 86_400_000)).startsOn;
    const files = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        delete from kernel.files f using liaison.attachments a, liaison.notes n
        where a.file_id = f.id and n.id = a.note_id and n.updated_at < ${before}::date and coalesce(n.sent_at, n.updated_at) < ${before}::date
        returning f.id`.execute(tx);
      await sql`delete from liaison.notes where updated_at < ${before}::date and coalesce(sent_at, updated_at) < ${before}::date`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    });
    for (const id of files) await drawerIn(folder).remove(id);
  },
};
