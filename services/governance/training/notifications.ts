import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type News = { sessionId: string; courseId: string; title: string };
type Told = { db: Reader; payload: News; personId: string };

const about = (title: (news: News) => string): Notification => ({
  title: ({ payload }: { payload: News }) => title(payload),
  href: ({ payload }: { payload: News }) => `/formations/${payload.courseId}`,
  stillMay: async ({ db, payload, personId }: Told) =>
    (await sql`select from training.registrations where session_id = ${payload.sessionId} and person_id = ${personId}`.execute(db)).rows
      .length > 0,
});

export const notifications = {
  seat: about(t.tellSeat),
  cancelled: about(t.tellCancelled),
} satisfies Record<string, Notification>;
