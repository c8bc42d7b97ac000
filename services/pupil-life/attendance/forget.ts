import { sql } from '#kernel';
import { drawerIn } from '#kernel/files';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';
import type { Tables } from './tables.ts';

/**
 * Each night. What is known of each child's attendance lives for the school year (R131-6); the register, which names nobody, and
 * the documents of its months, ten years.
 */
export const forget: Job = {
  cron: '50 2 * * *',
  run: async ({ db, now, folder }) => {
    const since = schoolYearOf(now).startsOn;
    const tenYears = new Date(now);
    tenYears.setUTCFullYear(now.getUTCFullYear() - 10);
    const files = await db.transaction().execute(async (tx) => {
      await sql`delete from attendance.calls where day < ${since}::date`.execute(tx);
      await sql`delete from attendance.declarations where to_day < ${since}::date`.execute(tx);
      await sql`delete from attendance.verdicts where day < ${since}::date`.execute(tx);
      const { rows: heads } = await sql<Pick<Tables['attendance.register'], 'school_id' | 'line' | 'hash'>>`
        with gone as (delete from attendance.register where written_at < ${tenYears} returning school_id, line, hash)
        select distinct on (school_id) school_id, line, hash from gone order by school_id, line desc`.execute(tx);
      for (const { school_id, line, hash } of heads)
        await sql`update attendance.heads set first_line = ${line + 1}, first_previous = ${hash} where school_id = ${school_id}`.execute(
          tx,
        );
      const { rows } = await sql<{
        id: string;
      }>`delete from attendance.closes where closed_at < ${tenYears} returning file_id as id`.execute(tx);
      await sql`delete from kernel.files where id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
      return rows;
    });
    for (const { id } of files) await drawerIn(folder).remove(id);
  },
};
