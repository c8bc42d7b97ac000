import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type News = { schoolId: string; townId: string; school: string };
type Told = { db: Reader; payload: News; personId: string };

export const notifications = {
  slow: {
    title: ({ payload: { school } }: { payload: News }) => t.tellSlow({ school }),
    href: ({ payload: { schoolId } }: { payload: News }) => `/ligne/${schoolId}`,
    stillMay: async ({ db, payload: { townId, schoolId }, personId }: Told) =>
      (
        await sql`select from kernel.functions_today f join kernel.schools s on s.id = ${schoolId} and s.town_id = f.place_id
          where f.person_id = ${personId} and f.kind = 'town' and f.place_id = ${townId}`.execute(db)
      ).rows.length > 0,
  },
} satisfies Record<string, Notification>;
