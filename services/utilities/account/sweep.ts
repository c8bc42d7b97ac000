import { sql } from '#kernel';
import type { Service } from '#kernel/service';

/** Each night: sessions that ended a month ago and codes that ended three months ago are forgotten (retention of the register). */
export const sweep: NonNullable<Service['jobs']>[string] = {
  cron: '20 3 * * *',
  run: async ({ db, now }) => {
    await sql`delete from kernel.sessions where least(expires_at, coalesce(revoked_at, expires_at)) < ${now}::timestamptz - interval '30 days'`.execute(
      db,
    );
    await sql`
      delete from kernel.activation_codes
      where least(expires_at, coalesce(used_at, expires_at), coalesce(revoked_at, expires_at)) < ${now}::timestamptz - interval '90 days'`.execute(
      db,
    );
  },
};
