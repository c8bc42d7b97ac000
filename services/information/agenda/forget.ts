import { sql } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

/** Each night: what ended before the school year before this one is forgotten, with its answers. */
export const forget: Job = {
  cron: '35 2 * * *',
  run: async ({ db, now }) => {
    const before = schoolYearOf(new Date(now.getTime() - 365 * 86_400_000)).startsOn;
    await sql`delete from agenda.events where coalesce(until, last_day) < ${before}::date`.execute(db);
  },
};
