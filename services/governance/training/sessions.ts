import { type Me, type RawBuilder, type Reader, sql, z } from '#kernel';
import { calledName } from '#kernel/perimeter';
import { parisDay } from '#kernel/ui';
import { aboveMe, mine } from './policy.ts';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;

export const Session = z.object({
  id: z.string(),
  courseId: z.string(),
  title: z.string(),
  place: z.string(),
  day: z.string(),
  starts: z.string(),
  ends: z.string(),
  venue: z.string(),
  seats: z.number(),
  taken: z.number(),
  waiting: z.number(),
  cancelled: z.boolean(),
  /** Its day is over. */
  past: z.boolean(),
  standing: z.enum(['in', 'waiting']).nullable(),
  /** How many wait before me. */
  before: z.number(),
  present: z.boolean().nullable(),
});
export type Session = z.infer<typeof Session>;

async function sessions(db: Db, me: Me, now: Date, which: RawBuilder<unknown>): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select s.id, c.id as "courseId", c.title, p.name as place, s.day, to_char(s.starts, 'HH24:MI') as starts,
      to_char(s.ends, 'HH24:MI') as ends, s.venue, s.seats,
      (select count(*)::int from training.registrations r where r.session_id = s.id and r.state = 'in') as taken,
      (select count(*)::int from training.registrations r where r.session_id = s.id and r.state = 'waiting') as waiting,
      s.cancelled_at is not null as cancelled, s.day < ${parisDay(now)}::date as past,
      me.state as standing, me.present,
      (select count(*)::int from training.registrations r where r.session_id = s.id and r.state = 'waiting' and me.state = 'waiting'
        and (r.asked_at, r.person_id) < (me.asked_at, me.person_id)) as before
    from training.sessions s join training.courses c on c.id = s.course_id join kernel.places p on p.id = c.place_id
    left join training.registrations me on me.session_id = s.id and me.person_id = ${me.personId}
    where ${which} order by s.day, s.starts, s.id limit 200`.execute(db);
  return rows;
}

/** What is offered to me and what I organise, still to come; and where I am registered. */
export const sessionsAhead = (db: Db, me: Me, now: Date): Promise<Session[]> =>
  sessions(
    db,
    me,
    now,
    sql`s.day >= ${parisDay(now)}::date and (me.person_id is not null
      or (s.cancelled_at is null and (c.place_id in ${aboveMe(me)} or c.place_id in ${mine(me)})))`,
  );

/** What I followed, or missed. */
export const sessionsBehind = (db: Db, me: Me, now: Date): Promise<Session[]> =>
  sessions(db, me, now, sql`s.day < ${parisDay(now)}::date and s.cancelled_at is null and me.state = 'in'`);

export const sessionsOf = (db: Db, me: Me, now: Date, courseId: string): Promise<Session[]> =>
  sessions(db, me, now, sql`s.course_id = ${courseId}`);

export const sessionById = async (db: Db, me: Me, now: Date, sessionId: string): Promise<Session | undefined> =>
  (await sessions(db, me, now, sql`s.id = ${sessionId}`))[0];

export const Attendee = z.object({
  id: z.string(),
  name: z.string(),
  school: z.string().nullable(),
  state: z.enum(['in', 'waiting']),
  present: z.boolean().nullable(),
});
export type Attendee = z.infer<typeof Attendee>;

/** The list: those who have a seat by name, then those who wait in their order. */
export async function attendeesOf(db: Db, sessionId: string): Promise<Attendee[]> {
  const { rows } = await sql<Attendee>`
    select p.id, ${calledName('p')} as name, (
        select string_agg(distinct s.name, ', ') from kernel.functions_today f join kernel.places s on s.id = f.school_id
        where f.person_id = p.id and f.kind <> 'pupil') as school, r.state, r.present
    from training.registrations r join kernel.people p on p.id = r.person_id
    where r.session_id = ${sessionId}
    order by r.state, case when r.state = 'waiting' then r.asked_at end, p.last_name, p.first_name, p.id`.execute(db);
  return rows;
}
