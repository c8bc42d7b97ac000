import { sql } from '#kernel';
import type { Service } from '#kernel/service';

/** Each night: codes that are over, devices of last month, badges that died a year ago. */
export const forget: NonNullable<Service['jobs']>[string] = {
  cron: '25 3 * * *',
  run: async ({ db, now }) => {
    await sql`delete from badges.openings where expires_at < ${now}`.execute(db);
    await sql`delete from badges.devices where expires_at < ${now}::timestamptz - interval '30 days'`.execute(db);
    await sql`delete from badges.badges where revoked_at < ${now}::timestamptz - interval '1 year'`.execute(db);
  },
};
