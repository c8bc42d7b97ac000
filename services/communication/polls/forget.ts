import { sql } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

/** Each night: what closed before this school year is forgotten, with who answered what. */
export const forget: Job = {
  cron: '45 2 * * *',
  run: async ({ db, now }) => {
    await sql`delete from polls.polls where closes_on < ${schoolYearOf(now).startsOn}::date`.execute(db);
  },
};
