import { sql } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

/** Each night: the meetings of the school year before are forgotten, and with them who met whom. */
export const forget: Job = {
  cron: '40 2 * * *',
  run: async ({ db, now }) => {
    const before = schoolYearOf(now).startsOn;
    await sql`delete from meetings.rounds r where not exists (
      select from meetings.slots s where s.round_id = r.id and s.day >= ${before}::date) and r.opened_at < ${before}::date`.execute(db);
  },
};
