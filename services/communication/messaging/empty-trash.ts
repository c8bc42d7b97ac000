import { sql } from '#kernel';
import type { Job } from '#kernel/service';

/** Each night, before the kernel forgets: what has been a month in somebody's trash leaves their mailbox. */
export const emptyTrash: Job = {
  cron: '5 2 * * *',
  run: async ({ db, now }) => {
    await sql`update messaging.recipients set gone_at = ${now} where trashed_at < ${now}::timestamptz - interval '30 days' and gone_at is null`.execute(
      db,
    );
  },
};
