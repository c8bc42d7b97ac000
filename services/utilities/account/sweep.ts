import { sql } from '#kernel';
import type { Service } from '#kernel/service';

/** Each night: challenges that nobody will answer any more. */
export const sweep: NonNullable<Service['jobs']>[string] = {
  cron: '20 3 * * *',
  run: async ({ db, now }) => void (await sql`delete from kernel.spent_challenges where expires_at < ${now}`.execute(db)),
};
