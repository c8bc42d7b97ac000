import { refuse, routesFor, uuid, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { event } from './event.tsx';
import { mayReply } from './policy.ts';
import { answers, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** My own answer, and nobody else's: the last one counts, until the day has passed. */
export const reply = action('/agenda/:eventId/reponse', {
  params: z.object({ eventId: uuid }),
  may: mayReply,
  does: 'event.answered',
  body: z.object({
    answer: z.enum(answers, t.chooseAnswer),
    people: z.coerce.number(t.giveNumber).int(t.giveNumber).min(1, t.giveNumber).max(20, t.giveNumber).default(1),
  }),
  redraw: event,
  run: async ({ db, me, params: { eventId }, body: { answer, people }, now }) => {
    const asked = await db
      .selectFrom('agenda.events')
      .select(['last_day', 'school_id'])
      .where('id', '=', eventId)
      .executeTakeFirstOrThrow();
    if (asked.last_day < parisDay(now)) return refuse('past', t.pastReply, { status: 409 });
    const kept = { answer, people: answer === 'no' ? 0 : people, replied_at: now };
    await db
      .insertInto('agenda.replies')
      .values({ event_id: eventId, person_id: me.personId, ...kept })
      .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doUpdateSet(kept))
      .execute();
    return { see: `/agenda/${eventId}`, say: t.replied, note: { schoolId: asked.school_id, details: { eventId } } };
  },
});
