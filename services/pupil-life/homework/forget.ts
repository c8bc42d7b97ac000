import { sql } from '#kernel';
import { enqueue } from '#kernel/jobs';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

/** Each night: works, cahiers-journaux and substitutions of the year before last are forgotten with their files. Last year's stay, to be copied. */
export const forget: Job = {
  cron: '40 2 * * *',
  run: async ({ db, now }) => {
    const before = schoolYearOf(new Date(now.getTime() - 365 * 86_400_000)).startsOn;
    await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select distinct a.file_id as id from homework.attachments a join homework.works w on w.id = a.work_id
        where w.due_on < ${before}::date`.execute(tx);
      await sql`delete from homework.works where due_on < ${before}::date`.execute(tx);
      await sql`delete from homework.sessions where day < ${before}::date`.execute(tx);
      await sql`delete from homework.substitutions where day < ${before}::date`.execute(tx);
      await sql`delete from homework.tellings where told_on < ${now}::timestamptz::date - 31`.execute(tx);
      if (rows.length > 0) await enqueue(tx, 'homework.dropFiles', { fileIds: rows.map(({ id }) => id) });
    });
  },
};
