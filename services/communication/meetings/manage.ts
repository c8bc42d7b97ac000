import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { hold, take, tellFreed } from './book.ts';
import { organises, organisesSlot } from './policy.ts';
import { round, withoutMoment } from './round.tsx';
import { roundById, slotsOf } from './rounds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const OneRound = z.object({ roundId: uuid });
const OneSlot = z.object({ roundId: uuid, slotId: uuid });

/** Takes a moment for a family that answered on paper, or at the gate. */
export const takeForThem = action('/rendez-vous/:roundId/papier', {
  params: OneRound,
  may: organises,
  does: 'slot.booked-on-paper',
  body: z.object({ whom: z.string(t.chooseFamily).min(1, t.chooseFamily), slotId: z.uuid(t.chooseSlot) }),
  redraw: round,
  run: async ({ db, params: { roundId }, body: { whom, slotId }, now }) => {
    await hold(db, roundId);
    const found = await roundById(db, roundId);
    const family = (await withoutMoment(db, roundId)).find((one) => one.whom === whom);
    if (!found || !family) return refuse('family', t.chooseFamily, { field: 'whom' });
    const slot = (await slotsOf(db, roundId, now)).find(({ id }) => id === slotId);
    if (!slot || slot.past) return refuse('gone', t.slotGone, { field: 'slotId' });
    const { pupilId, guardianId } = family;
    const made = await take(db, { slotId, roundId, pupilId, guardianId, alone: found.alone, onPaper: true, now });
    if (!made) return refuse('taken', t.slotTaken, { field: 'slotId' });
    return { see: `/rendez-vous/${roundId}`, say: t.takenForThem, note: { schoolId: found.schoolId, details: { roundId, slotId } } };
  },
});

/** Calls one meeting off: its family is told, and those who wait. */
export const freeSlot = action('/rendez-vous/:roundId/creneaux/:slotId/liberation', {
  params: OneSlot,
  may: organisesSlot,
  does: 'slot.called-off',
  body: z.object({}),
  run: async ({ db, params: { roundId, slotId }, emit, now }) => {
    await hold(db, roundId);
    const found = await roundById(db, roundId);
    if ((await slotsOf(db, roundId, now)).find(({ id }) => id === slotId)?.past) return refuse('past', t.slotPast, { status: 409 });
    const gone = await db.deleteFrom('meetings.bookings').where('slot_id', '=', slotId).returningAll().executeTakeFirst();
    if (!found || !gone) return refuse('free', t.alreadyFree, { status: 409 });
    const told = gone.guardian_id ? [{ personId: gone.guardian_id, aboutId: gone.pupil_id }] : [];
    await emit('calledOff', { to: { told }, schoolId: found.schoolId, payload: { roundId } });
    await tellFreed(db, emit, roundId);
    return { see: `/rendez-vous/${roundId}`, say: t.freed, note: { schoolId: found.schoolId, details: { roundId, slotId } } };
  },
});

/** Takes a free moment away: one that somebody has just taken stays. */
export const closeSlot = action('/rendez-vous/:roundId/creneaux/retrait', {
  params: OneRound,
  may: organises,
  does: 'slot.closed',
  body: z.object({ slotId: z.uuid(t.chooseSlot) }),
  redraw: round,
  run: async ({ db, params: { roundId }, body: { slotId }, now }) => {
    await hold(db, roundId);
    const slots = await slotsOf(db, roundId, now);
    if (!slots.find(({ id }) => id === slotId)?.free) return refuse('taken', t.slotTaken, { field: 'slotId', status: 409 });
    if (slots.length === 1) return refuse('last', t.lastSlot, { field: 'slotId', status: 409 });
    await db.deleteFrom('meetings.slots').where('id', '=', slotId).execute();
    return { see: `/rendez-vous/${roundId}`, say: t.slotClosed, note: { details: { roundId, slotId } } };
  },
});

/** All of it is off: whoever had taken a moment still to come is told. */
export const callOff = action('/rendez-vous/:roundId/retrait', {
  params: OneRound,
  may: organises,
  does: 'round.called-off',
  body: z.object({}),
  run: async ({ db, params: { roundId }, emit, now }) => {
    await hold(db, roundId);
    const found = await roundById(db, roundId);
    if (!found) return hidden;
    const coming = new Set((await slotsOf(db, roundId, now)).flatMap(({ id, past }) => (past ? [] : [id])));
    const bookings = await db.selectFrom('meetings.bookings').selectAll().where('round_id', '=', roundId).execute();
    const told = bookings.flatMap(({ slot_id, guardian_id, pupil_id }) =>
      guardian_id && coming.has(slot_id) ? [{ personId: guardian_id, aboutId: pupil_id }] : [],
    );
    await db.deleteFrom('meetings.rounds').where('id', '=', roundId).execute();
    if (told.length > 0) await emit('calledOff', { to: { told }, schoolId: found.schoolId, payload: { roundId } });
    return { see: '/rendez-vous', say: t.calledOff, note: { schoolId: found.schoolId, details: { roundId } } };
  },
});
