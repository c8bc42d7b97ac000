import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type Payload = { messageId: string; from: string };

/** Who wrote and about which child; never the subject nor the text: a locked phone shows them to whoever holds it. */
export const notifications = {
  arrived: {
    title: ({ payload, about }: { payload: Payload; about: string | null }) => t.tellArrived({ from: payload.from, about }),
    href: ({ payload }: { payload: Payload }) => `/messagerie/messages/${payload.messageId}`,
    /** Still in their mailbox, not taken back. */
    stillMay: async ({ db, payload, personId }: { db: Reader; payload: Payload; personId: string }) => {
      const { rows } = await sql`
        select from messaging.recipients r join messaging.messages m on m.id = r.message_id and m.state = 'sent'
        where r.message_id = ${payload.messageId} and r.person_id = ${personId} and r.field <> 'from' and r.arrives_at is not null
          and r.gone_at is null`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
