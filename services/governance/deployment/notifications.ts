import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type Told = { db: Reader; payload: { schoolId: string }; personId: string };

export const notifications = {
  letter: {
    title: () => t.tellLetter,
    href: ({ payload }: { payload: { schoolId: string } }) => `/deploiement/ecole/${payload.schoolId}`,
    stillMay: async ({ db, payload, personId }: Told) =>
      (
        await sql`select from kernel.functions_today f where f.person_id = ${personId} and f.place_id = ${payload.schoolId}
          and f.kind = 'director'`.execute(db)
      ).rows.length > 0,
  },
} satisfies Record<string, Notification>;
