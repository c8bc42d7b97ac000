import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { halves } from '#kernel/calendar';
import { parisDay } from '#kernel/ui';
import { mayRun } from './policy.ts';
import { t } from './texts.ts';
import { week } from './week.tsx';

const { action } = routesFor();
const OneSchool = z.object({ schoolId: uuid });
const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, t.giveClock)
  .default('');

/** No class on a half-day that usually has some, or class at other hours, on a Saturday or a bridge. Writing it again replaces it. */
export const setHalfDay = action('/ecole/:schoolId/demi-journees', {
  params: OneSchool,
  may: mayRun,
  does: 'half-day.set',
  body: z.object({
    day: z.iso.date(t.giveDay),
    half: z.enum(['both', ...halves], t.chooseHalf),
    reason: z.string().trim().min(1, t.giveReason).max(80),
    starts: clock,
    ends: clock,
  }),
  redraw: week,
  run: async ({ db, params: { schoolId }, body: { day, half, reason, starts, ends }, now }) => {
    if (day < parisDay(now)) return refuse('past', t.halfDayPast, { field: 'day' });
    if (day > '2099-12-31') return refuse('far', t.giveDay, { field: 'day' });
    if ((starts === '') !== (ends === '') || starts > ends || (starts !== '' && starts === ends))
      return refuse('hours', t.hoursWrongThen, { field: starts === '' ? 'starts' : 'ends' });
    if (half === 'both' && starts !== '') return refuse('one half', t.hoursOfOneHalf, { field: 'half' });
    const hours = { starts: starts || null, ends: ends || null, reason };
    await db
      .insertInto('kernel.exceptional_half_days')
      .values((half === 'both' ? halves : [half]).map((one) => ({ school_id: schoolId, day, half: one, ...hours })))
      .onConflict((conflict) => conflict.columns(['school_id', 'day', 'half']).doUpdateSet(hours))
      .execute();
    return { see: `/ecole/${schoolId}/semaine`, say: t.halfDaySaved, note: { schoolId, details: { day, half } } };
  },
});

export const dropHalfDay = action('/ecole/:schoolId/demi-journees/retrait', {
  params: OneSchool,
  may: mayRun,
  does: 'half-day.dropped',
  body: z.object({ day: z.iso.date(), half: z.enum(['morning', 'afternoon']) }),
  run: async ({ db, params: { schoolId }, body: { day, half }, now }) => {
    if (day < parisDay(now)) return refuse('past', t.halfDayPast, { status: 409 });
    const gone = await db
      .deleteFrom('kernel.exceptional_half_days')
      .where('school_id', '=', schoolId)
      .where('day', '=', day)
      .where('half', '=', half)
      .executeTakeFirst();
    if (Number(gone.numDeletedRows) === 0) return hidden;
    return { see: `/ecole/${schoolId}/semaine`, say: t.halfDayDropped, note: { schoolId, details: { day, half } } };
  },
});
