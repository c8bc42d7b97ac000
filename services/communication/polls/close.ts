import { hidden, routesFor, uuid, z } from '#kernel';
import { organises } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const params = z.object({ pollId: uuid });

/** Nobody answers any more. */
export const close = action('/sondages/:pollId/cloture', {
  params,
  may: organises,
  does: 'poll.closed',
  body: z.object({}),
  run: async ({ db, params: { pollId }, now }) => {
    await db.updateTable('polls.polls').set({ closed_at: now }).where('id', '=', pollId).where('closed_at', 'is', null).execute();
    return { see: `/sondages/${pollId}`, say: t.closedNow, note: { details: { pollId } } };
  },
});

/** With all its answers. */
export const remove = action('/sondages/:pollId/retrait', {
  params,
  may: organises,
  does: 'poll.removed',
  body: z.object({}),
  run: async ({ db, params: { pollId } }) => {
    const gone = await db.deleteFrom('polls.polls').where('id', '=', pollId).returning('school_id').executeTakeFirst();
    if (!gone) return hidden;
    return { see: '/sondages', say: t.removed, note: { schoolId: gone.school_id, details: { pollId } } };
  },
});
