import { hidden, routesFor, uuid, z } from '#kernel';
import { report } from '#kernel/moderation';
import { line } from './draft-fields.ts';
import { messageIn } from './messages.ts';
import { holdsIt, isPupil } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** Something hurts or worries: the school is told, the writer is not told who said so. */
export const reportMessage = action('/messagerie/messages/:messageId/signalement', {
  params: z.object({ messageId: uuid }),
  may: holdsIt,
  does: 'message.reported',
  body: z.object({ why: line(500) }),
  run: async ({ me, params, body, db, now }) => {
    const message = await messageIn(db, me, params.messageId, now);
    if (!message || message.field === 'from') return hidden;
    const { id, schoolId, senderId } = message;
    await report(db, { service: 'messaging', thingId: id, schoolId, authorId: senderId, reportedBy: me.personId, why: body.why, now });
    return {
      see: `/messagerie/messages/${id}`,
      say: isPupil(me) ? t.reportedTu : t.reported,
      note: { schoolId, details: { message: id } },
    };
  },
});
