import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { staffKinds } from './policy.ts';
import { t } from './texts.ts';

type News = { pollId: string; place: string };

/** Says of whom it is asked, never what: a locked phone shows it to whoever holds it. */
export const notifications = {
  opened: {
    title: ({ payload }: { payload: News }) => t.tellOpened(payload),
    href: ({ payload }: { payload: News }) => `/sondages/${payload.pollId}`,
    stillMay: async ({ db, payload, personId }: { db: Reader; payload: News; personId: string }) => {
      const { rows } = await sql`
        select from polls.polls p where p.id = ${payload.pollId} and p.closed_at is null and exists (
          select from kernel.functions_today f
          left join kernel.guardianships g on g.pupil_id = f.person_id and f.kind = 'pupil'
          where case p.asked when 'families' then g.guardian_id = ${personId} and p.place_id in (f.place_id, f.school_id)
            else f.person_id = ${personId} and f.school_id = p.school_id and f.kind = any (${[...staffKinds]}::text[]) end)`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
