import { sql } from '#kernel';
import type { Service } from '#kernel/service';

/** Each hour: what was waiting for a browser that never came back is forgotten. */
export const sweep: NonNullable<Service['jobs']>[string] = {
  cron: '35 * * * *',
  run: async ({ db, now }) => {
    for (const table of ['requests', 'entries', 'farewells', 'assertions'])
      await sql`delete from ${sql.table(`federation.${table}`)} where expires_at < ${now}`.execute(db);
  },
};
