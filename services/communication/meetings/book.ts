import { hidden, type Outcome, refuse, routesFor, sql, ticked, uuid, type Writer, z } from '#kernel';
import type { Emit } from '#kernel/http';
import { speaksFor } from '#kernel/people';
import { dayText, hourText } from '#kernel/ui';
import { child } from './child.tsx';
import { overlap } from './moments.ts';
import { invited } from './policy.ts';
import { bookingsOf, freeAbandoned, roundById, slotsOf } from './rounds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const params = z.object({ roundId: uuid, pupilId: uuid });

type Seat = { slotId: string; roundId: string; pupilId: string; guardianId: string | null; alone: boolean; onPaper: boolean; now: Date };

/** Takes a moment, or nothing: the keys of the table say no, however many press at once. */
export async function take(db: Writer<Tables>, { slotId, roundId, pupilId, guardianId, alone, onPaper, now }: Seat): Promise<boolean> {
  const row = { slot_id: slotId, round_id: roundId, pupil_id: pupilId, guardian_id: guardianId, alone, on_paper: onPaper, booked_at: now };
  const made = await db
    .insertInto('meetings.bookings')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('slot_id')
    .executeTakeFirst();
  if (!made || guardianId === null) return made !== undefined;
  await db
    .deleteFrom('meetings.waiting')
    .where('round_id', '=', roundId)
    .where('pupil_id', '=', pupilId)
    .where('guardian_id', '=', guardianId)
    .execute();
  return true;
}

/** One at a time in a round, so that two families who swap do not wait for each other for ever. */
export const hold = (db: Writer<Tables>, roundId: string) =>
  sql`select from meetings.rounds where id = ${roundId} for no key update`.execute(db);

/** And one at a time for a parent: two of their moments must not be at the same hour, in whatever rounds. */
const holdParent = (db: Writer<Tables>, personId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`meetings ${personId}`}, 0))`.execute(db);

/** All who wait are told together: whoever comes first has it. */
export async function tellFreed(db: Writer<Tables>, emit: Emit, roundId: string): Promise<void> {
  const { rows } = await sql<{ personId: string; aboutId: string; schoolId: string }>`
    select w.guardian_id as "personId", w.pupil_id as "aboutId", r.school_id as "schoolId"
    from meetings.waiting w join meetings.rounds r on r.id = w.round_id where w.round_id = ${roundId} order by w.asked_at`.execute(db);
  const [first] = rows;
  if (!first) return;
  const told = rows.map(({ personId, aboutId }) => ({ personId, aboutId }));
  await emit('freed', { to: { told }, schoolId: first.schoolId, payload: { roundId } });
}

/** Taking a moment gives back the one I had for this child in this round. */
export const book = action('/rendez-vous/:roundId/enfants/:pupilId/reservation', {
  params,
  may: invited,
  does: 'slot.booked',
  body: z.object({ slotId: z.uuid(t.chooseSlot) }),
  redraw: child,
  run: async ({ db, me, params: { roundId, pupilId }, body: { slotId }, now, emit }): Promise<Outcome> => {
    await holdParent(db, me.personId);
    await hold(db, roundId);
    await freeAbandoned(db, roundId, now);
    const round = await roundById(db, roundId);
    const slot = (await slotsOf(db, roundId, now)).find(({ id }) => id === slotId);
    if (!round || !slot) return refuse('gone', t.slotGone, { status: 409 });
    if (round.alone && !(await speaksFor(db, me.personId, pupilId))) return refuse('informed', t.onlyMeeting, { status: 403 });
    if (slot.past) return refuse('past', t.slotPast, { status: 409 });
    const taken = await bookingsOf(db, me.personId, now);
    const before = taken.find((one) => one.roundId === roundId && one.pupilId === pupilId);
    const see = `/rendez-vous/${roundId}/enfants/${pupilId}`;
    const say = t.booked({ day: dayText(slot.day), hour: hourText(slot.starts) });
    if (before?.slotId === slotId) return { see, say };
    if (before?.past) return refuse('past', t.slotPast, { status: 409 });
    if (taken.some((one) => one !== before && overlap(one, slot))) return refuse('clash', t.clash, { status: 409 });
    if (before) await db.deleteFrom('meetings.bookings').where('slot_id', '=', before.slotId).execute();
    const made = await take(db, { slotId, roundId, pupilId, guardianId: me.personId, alone: round.alone, onPaper: false, now });
    if (!made) return refuse('taken', slot.free ? t.takenForChildLong : t.slotTaken, { status: 409 });
    if (before) await tellFreed(db, emit, roundId);
    return { see, say, note: { schoolId: round.schoolId, details: { roundId, slotId } } };
  },
});

/** Gives my moment back, while it is not past. Whoever invited is told, and those who wait. */
export const giveBack = action('/rendez-vous/:roundId/enfants/:pupilId/annulation', {
  params,
  may: invited,
  does: 'slot.given-back',
  body: z.object({}),
  run: async ({ db, me, params: { roundId, pupilId }, now, emit }) => {
    await hold(db, roundId);
    const round = await roundById(db, roundId);
    const mine = (await bookingsOf(db, me.personId, now)).find((one) => one.roundId === roundId && one.pupilId === pupilId);
    if (!round || !mine) return hidden;
    if (mine.past) return refuse('past', t.slotPast, { status: 409 });
    await db.deleteFrom('meetings.bookings').where('slot_id', '=', mine.slotId).execute();
    if (round.authorId) await emit('givenBack', { to: { people: [round.authorId] }, schoolId: round.schoolId, payload: { roundId } });
    await tellFreed(db, emit, roundId);
    return {
      see: `/rendez-vous/${roundId}/enfants/${pupilId}`,
      say: t.givenBack,
      note: { schoolId: round.schoolId, details: { roundId } },
    };
  },
});

/** To be told when a moment is free again, or no more. */
export const wait = action('/rendez-vous/:roundId/enfants/:pupilId/attente', {
  params,
  may: invited,
  does: 'waiting.asked',
  body: z.object({ wait: ticked }),
  run: async ({ db, me, params: { roundId, pupilId }, body, now }) => {
    const row = { round_id: roundId, pupil_id: pupilId, guardian_id: me.personId };
    if (body.wait)
      await db
        .insertInto('meetings.waiting')
        .values({ ...row, asked_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else
      await db
        .deleteFrom('meetings.waiting')
        .where('round_id', '=', roundId)
        .where('pupil_id', '=', pupilId)
        .where('guardian_id', '=', me.personId)
        .execute();
    return { see: `/rendez-vous/${roundId}/enfants/${pupilId}`, say: body.wait ? t.waiting : t.waitingNoMore };
  },
});
