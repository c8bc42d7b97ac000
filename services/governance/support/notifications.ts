import type { Reader } from '#kernel';
import type { Notification } from '#kernel/service';
import { stillConcerned } from './policy.ts';
import { t } from './texts.ts';

type News = { ticketId: string; number: number; place: string };
type Told = { payload: News };

const about = (title: (news: News) => string): Notification => ({
  title: ({ payload }: Told) => title(payload),
  href: ({ payload }: Told) => `/assistance/demandes/${payload.ticketId}`,
  stillMay: ({ db, payload, personId }: { db: Reader; payload: News; personId: string }) => stillConcerned(db, personId, payload.ticketId),
});

/** Says that somebody asks or answers, never what. */
export const notifications = {
  asked: about(t.tellAsked),
  answered: about(t.tellAnswered),
  said: about(t.tellSaid),
  due: about(t.tellDue),
} satisfies Record<string, Notification>;
