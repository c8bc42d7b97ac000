import { sql } from '#kernel';
import type { Job } from '#kernel/service';

/** Each night: an answer that ended a year ago proves nothing that is still shown. */
export const forget: Job = {
  cron: '50 2 * * *',
  run: async ({ db, now }) => {
    await sql`delete from kernel.consents where ends_on < ${now}::timestamptz::date - 365`.execute(db);
  },
};
