import { hidden, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { changePage } from './change.tsx';
import { isoDay } from './days.ts';
import { repeatedOn } from './events.ts';
import { tellOf } from './notifications.ts';
import { mayChange, targetsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { faultIn, rowOf, Typed } from './typed.tsx';

const { action } = routesFor<Tables>();

/** Of what repeats, one day is changed: it leaves the series and becomes an event of its own, with what was answered for it. */
export const changeAlone = action('/agenda/:eventId/jours-changes', {
  params: z.object({ eventId: uuid }),
  may: mayChange,
  does: 'event.changed-alone',
  body: Typed.extend({ day: isoDay }),
  redraw: changePage,
  run: async ({ db, me, params: { eventId }, body, emit, now }) => {
    const typed = { ...body, every: null, until: null };
    const wrong = faultIn(typed);
    if (wrong) return wrong;
    const series = await db.selectFrom('agenda.events').selectAll().where('id', '=', eventId).forUpdate().executeTakeFirst();
    if (!series) return hidden;
    if (!(await repeatedOn(db, me.personId, eventId, body.day))) return refuse('not then', t.notThen);
    const id = newId();
    await db
      .insertInto('agenda.events')
      .values({
        ...series,
        ...rowOf(typed),
        id,
        author_id: me.personId,
        asks_reply: series.place_id !== null && body.asksReply,
        sequence: 0,
        changed_at: now,
      })
      .execute();
    await sql`insert into agenda.skipped_days (event_id, day) values (${eventId}, ${body.day})`.execute(db);
    await sql`update agenda.replies set event_id = ${id}, day = ${body.firstDay} where event_id = ${eventId} and day = ${body.day}`.execute(
      db,
    );
    await sql`update agenda.events set sequence = sequence + 1, changed_at = ${now} where id = ${eventId}`.execute(db);
    const place = (await targetsOf(db, me)).find((target) => target.id === series.place_id);
    const comes = (body.lastDay ?? body.firstDay) >= parisDay(now);
    if (place && body.tell && comes) await tellOf(db, emit, 'changed', { eventId: id, place, day: body.firstDay, by: me.personId });
    return { see: `/agenda/${id}`, say: t.changed, note: { schoolId: series.school_id, details: { eventId, day: body.day, became: id } } };
  },
});
