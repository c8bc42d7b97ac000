import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { letGo } from '#kernel/moderation';
import { type Message, messageIn } from './messages.ts';
import { holdsIt } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** How long after it arrived a message may be taken back. */
const anHour = 60 * 60_000;

/** My own message, still on its way or arrived less than an hour ago; or still held. */
export const isRecallable = ({ field, state, arrivesAt }: Message, now: Date): boolean =>
  field === 'from' && (state === 'held' || (state === 'sent' && arrivesAt !== null && now.getTime() < arrivesAt.getTime() + anHour));

/**
 * On its way: it goes back to the drafts, and was never anywhere. Arrived: those who have it see that it was taken back, and
 * nothing of it. Who had read it is told to nobody.
 */
export const recall = action('/messagerie/messages/:messageId/rappel', {
  params: z.object({ messageId: uuid }),
  may: holdsIt,
  does: 'message.recalled',
  body: z.object({}),
  run: async ({ me, params, db, now }) => {
    const id = params.messageId;
    await db.selectFrom('messaging.messages').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
    const message = await messageIn(db, me, id, now);
    if (message?.field !== 'from') return hidden;
    if (!isRecallable(message, now))
      return message.state === 'recalled' ? { see: `/messagerie/messages/${id}` } : refuse('too-late', t.tooLate);
    const note = { schoolId: message.schoolId, details: { message: id } };
    if (message.state === 'sent' && message.arrivesAt && message.arrivesAt.getTime() <= now.getTime()) {
      await db.updateTable('messaging.messages').set({ state: 'recalled', recalled_at: now }).where('id', '=', id).execute();
      return { see: `/messagerie/messages/${id}`, say: t.recalledDone, note };
    }
    await letGo(db, { service: 'messaging', thingId: id });
    await db.deleteFrom('messaging.recipients').where('message_id', '=', id).where('field', '<>', 'from').execute();
    await db
      .updateTable('messaging.messages')
      .set({ state: 'draft', held_for: null, class_id: null, sent_at: null, arrives_at: null, updated_at: now })
      .where('id', '=', id)
      .execute();
    await db.updateTable('messaging.recipients').set({ arrives_at: null }).where('message_id', '=', id).execute();
    return { see: `/messagerie/brouillons/${id}`, say: t.cancelled, note };
  },
});
