import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { beginsOn, eventAround } from './events.ts';
import { tellOf } from './notifications.ts';
import { mayChange, targetsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const OneEvent = z.object({ eventId: uuid });

/** It does not happen on this day; the other days stay. Those who expected it are told, as when all of it goes. */
export const skip = action('/agenda/:eventId/jours-retires', {
  params: OneEvent,
  may: mayChange,
  does: 'event.skipped',
  body: z.object({ day: z.iso.date() }),
  run: async ({ db, me, params: { eventId }, body: { day }, now, emit }) => {
    const event = await eventAround(db, me.personId, eventId);
    if (!event?.every || !beginsOn(event, day)) return refuse('not then', t.notThen);
    await sql`insert into agenda.skipped_days (event_id, day) values (${eventId}, ${day}) on conflict do nothing`.execute(db);
    const changed = await db
      .updateTable('agenda.events')
      .set((row) => ({ sequence: row('sequence', '+', 1), changed_at: now }))
      .where('id', '=', eventId)
      .returning(['place_id', 'school_id'])
      .executeTakeFirstOrThrow();
    const place = (await targetsOf(db, me)).find(({ id }) => id === changed.place_id);
    if (place && day >= parisDay(now)) await tellOf(db, emit, 'removed', { eventId, place, day, by: me.personId });
    return { see: `/agenda?mois=${day.slice(0, 7)}`, say: t.skipped, note: { schoolId: changed.school_id, details: { eventId, day } } };
  },
});

export const remove = action('/agenda/:eventId/retrait', {
  params: OneEvent,
  may: mayChange,
  does: 'event.removed',
  body: z.object({}),
  run: async ({ db, me, params: { eventId }, emit, now }) => {
    const gone = await db.deleteFrom('agenda.events').where('id', '=', eventId).returningAll().executeTakeFirst();
    if (!gone) return hidden;
    const today = parisDay(now);
    const place = (await targetsOf(db, me)).find(({ id }) => id === gone.place_id);
    const day = gone.first_day < today ? today : gone.first_day;
    if (place && (gone.until ?? gone.last_day) >= today) await tellOf(db, emit, 'removed', { eventId, place, day, by: me.personId });
    return { see: `/agenda?mois=${gone.first_day.slice(0, 7)}`, say: t.removed, note: { schoolId: gone.school_id, details: { eventId } } };
  },
});
