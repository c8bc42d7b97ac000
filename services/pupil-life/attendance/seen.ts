import { hidden, routesFor, uuid, z } from '#kernel';
import { HalfDay, halfOf } from './half-days.ts';
import { calls } from './policy.ts';
import { callOf } from './roll.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** « C’est vu » : what two sheets said differently was looked at. Both stay in what was sent. */
export const seeDifferences = action('/appel/:classId/:day/:half/vu', {
  params: z.object({ classId: uuid, ...HalfDay }),
  may: calls,
  does: 'differences.seen',
  body: z.object({}),
  run: async ({ db, params: { classId, day, half } }) => {
    const call = await callOf(db, { classId, day, half: halfOf(half) });
    if (!call) return hidden;
    await db.deleteFrom('attendance.differences').where('call_id', '=', call.id).execute();
    return { see: `/appel/${classId}/${day}/${half}`, say: t.seenSaid, note: { details: { classId, day, half } } };
  },
});
