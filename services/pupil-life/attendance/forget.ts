import { sql } from '#kernel';
import type { Job } from '#kernel/service';
import type { Tables } from './tables.ts';

/** Each night: lines of the register of more than ten years, which name nobody. The chain then begins after the last of them. */
export const forget: Job = {
  cron: '50 2 * * *',
  run: async ({ db, now }) => {
    const tenYears = new Date(now);
    tenYears.setUTCFullYear(now.getUTCFullYear() - 10);
    await db.transaction().execute(async (tx) => {
      const { rows: heads } = await sql<Pick<Tables['attendance.register'], 'school_id' | 'line' | 'hash'>>`
        with gone as (delete from attendance.register where written_at < ${tenYears} returning school_id, line, hash)
        select distinct on (school_id) school_id, line, hash from gone order by school_id, line desc`.execute(tx);
      for (const { school_id, line, hash } of heads)
        await sql`update attendance.heads set first_line = ${line + 1}, first_previous = ${hash} where school_id = ${school_id}`.execute(
          tx,
        );
    });
  },
};
