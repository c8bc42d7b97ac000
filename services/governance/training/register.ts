import { hidden, type Outcome, refuse, routesFor, sql, uuid, type Writer, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { mayAttend, runsSession } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const params = z.object({ sessionId: uuid });
const nothing = z.object({});

type Locked = { courseId: string; seats: number; day: string; cancelled: boolean; taken: number; title: string };

/** One at a time on a session: seats are counted while nobody else takes one. */
async function locked(db: Writer<Tables>, sessionId: string): Promise<Locked | undefined> {
  await sql`select from training.sessions where id = ${sessionId} for update`.execute(db);
  const { rows } = await sql<Locked>`
    select s.course_id as "courseId", s.seats, s.day, s.cancelled_at is not null as cancelled, c.title,
      (select count(*)::int from training.registrations r where r.session_id = s.id and r.state = 'in') as taken
    from training.sessions s join training.courses c on c.id = s.course_id where s.id = ${sessionId}`.execute(db);
  return rows[0];
}

/** Takes a seat, or a place in the line when there is none. */
export const register = action('/formations/sessions/:sessionId/inscription', {
  params,
  may: mayAttend,
  does: 'session.registered',
  body: nothing,
  run: async ({ db, me, now, params: { sessionId } }): Promise<Outcome> => {
    const session = await locked(db, sessionId);
    if (!session) return hidden;
    if (session.cancelled) return refuse('cancelled', t.isCancelled, { status: 409 });
    if (session.day < parisDay(now)) return refuse('past', t.isPast, { status: 409 });
    const state = session.taken < session.seats ? 'in' : 'waiting';
    const added = await db
      .insertInto('training.registrations')
      .values({ session_id: sessionId, person_id: me.personId, state, asked_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('state')
      .executeTakeFirst();
    if (!added) return refuse('already', t.alreadyIn, { status: 409 });
    return {
      see: `/formations/${session.courseId}`,
      say: state === 'in' ? t.registered : t.nowWaiting,
      note: { details: { sessionId, state } },
    };
  },
});

/** Gives the seat back; whoever has waited longest has it, and is told. */
export const withdraw = action('/formations/sessions/:sessionId/desistement', {
  params,
  may: mayAttend,
  does: 'session.withdrawn',
  body: nothing,
  run: async ({ db, me, now, params: { sessionId }, emit }): Promise<Outcome> => {
    const session = await locked(db, sessionId);
    if (!session) return hidden;
    if (session.day < parisDay(now)) return refuse('past', t.isPast, { status: 409 });
    const gone = await db
      .deleteFrom('training.registrations')
      .where('session_id', '=', sessionId)
      .where('person_id', '=', me.personId)
      .returning('state')
      .executeTakeFirst();
    if (!gone) return refuse('not-in', t.notIn, { status: 409 });
    if (gone.state === 'in' && !session.cancelled) {
      const { rows } = await sql<{ id: string }>`
        update training.registrations set state = 'in' where session_id = ${sessionId} and person_id = (
          select person_id from training.registrations where session_id = ${sessionId} and state = 'waiting'
          order by asked_at, person_id limit 1) returning person_id as id`.execute(db);
      const payload = { sessionId, courseId: session.courseId, title: session.title };
      if (rows.length > 0) await emit('seat', { to: { people: rows.map(({ id }) => id) }, payload });
    }
    return { see: `/formations/${session.courseId}`, say: t.withdrawn, note: { details: { sessionId } } };
  },
});

/** Everybody on the list is told. */
export const cancel = action('/formations/sessions/:sessionId/annulation', {
  params,
  may: runsSession,
  does: 'session.cancelled',
  body: nothing,
  run: async ({ db, now, params: { sessionId }, emit }): Promise<Outcome> => {
    const session = await locked(db, sessionId);
    if (!session) return hidden;
    if (session.cancelled) return refuse('cancelled', t.isCancelled, { status: 409 });
    await db.updateTable('training.sessions').set({ cancelled_at: now }).where('id', '=', sessionId).execute();
    const on = await db.selectFrom('training.registrations').select('person_id').where('session_id', '=', sessionId).execute();
    const payload = { sessionId, courseId: session.courseId, title: session.title };
    await emit('cancelled', { to: { people: on.map(({ person_id }) => person_id) }, payload });
    return { see: `/formations/${session.courseId}`, say: t.cancelledNow, note: { details: { sessionId } } };
  },
});
