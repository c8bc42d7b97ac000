import { refuse, routesFor, uuid, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { isoDay } from './days.ts';
import { event } from './event.tsx';
import { beginsOn, eventAround, lastDayOf } from './events.ts';
import { mayReply } from './policy.ts';
import { answers, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** My own answer for one of its days, and nobody else's: the last one counts, until the day has passed. */
export const reply = action('/agenda/:eventId/reponse', {
  params: z.object({ eventId: uuid }),
  may: mayReply,
  does: 'event.answered',
  body: z.object({
    day: isoDay,
    answer: z.enum(answers, t.chooseAnswer),
    people: z.preprocess(
      (typed) => (typed === '' ? undefined : typed),
      z.coerce.number(t.giveNumber).int(t.giveNumber).min(1, t.giveNumber).max(20, t.giveNumber).default(1),
    ),
  }),
  redraw: event,
  run: async ({ db, me, params: { eventId }, body: { day, answer, people }, now }) => {
    const asked = await eventAround(db, me.personId, eventId);
    if (!asked || !beginsOn(asked, day)) return refuse('not then', t.notThen);
    if (lastDayOf(asked, day) < parisDay(now)) return refuse('past', t.pastReply, { status: 409 });
    const kept = { answer, people: answer === 'no' ? 0 : people, replied_at: now };
    await db
      .insertInto('agenda.replies')
      .values({ event_id: eventId, day, person_id: me.personId, ...kept })
      .onConflict((conflict) => conflict.columns(['event_id', 'day', 'person_id']).doUpdateSet(kept))
      .execute();
    return { see: `/agenda/${eventId}?jour=${day}`, say: t.replied, note: { schoolId: asked.schoolId, details: { eventId, day } } };
  },
});
