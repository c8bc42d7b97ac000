import { sql } from '#kernel';
import type { Service } from '#kernel/service';

/** Each night: what ended is forgotten when the register says so: sessions after a month, sheets after three, rescues after a year. */
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
    await sql`delete from kernel.mail_codes where expires_at < ${now}`.execute(db);
    await sql`delete from kernel.spent_challenges where expires_at < ${now}`.execute(db);
    await sql`delete from kernel.rescues where asked_at < ${now}::timestamptz - interval '1 year'`.execute(db);
  },
};
