import { type Reader, sql, type Writer } from '#kernel';
import type { Means, Tables } from './tables.ts';

type Db = Reader<Tables>;

export type Round = {
  id: string;
  schoolId: string;
  school: string;
  classId: string;
  className: string;
  title: string;
  means: Means;
  venue: string;
  alone: boolean;
  minutes: number;
  timeZone: string;
  authorId: string | null;
  author: string | null;
};

export async function roundById(db: Db, roundId: string): Promise<Round | undefined> {
  const { rows } = await sql<Round>`
    select r.id, r.school_id as "schoolId", school.name as school, r.class_id as "classId", class.name as "className", r.title, r.means, r.venue,
      r.alone, r.minutes, r.time_zone as "timeZone", r.author_id as "authorId",
      (select concat_ws(' ', civility, first_name, last_name) from kernel.people where id = r.author_id) as author
    from meetings.rounds r join kernel.places school on school.id = r.school_id join kernel.places class on class.id = r.class_id
    where r.id = ${roundId}`.execute(db);
  return rows[0];
}

export type Slot = { id: string; day: string; starts: string; ends: string; free: boolean; past: boolean };

const slotColumns = sql`s.id, s.day, to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends`;
/** SQL: the moment a slot begins. */
export const beginsAt = sql<Date>`(s.day + s.starts) at time zone r.time_zone`;

/**
 * SQL: somebody took this moment, and may still come: a guardian whom a decision keeps away gave theirs back without saying so.
 * `b`: an alias of meetings.bookings.
 */
export const stands = sql`(b.guardian_id is null or exists (
  select from kernel.guardianships g where g.guardian_id = b.guardian_id and g.pupil_id = b.pupil_id))`;

/** The moments of a round in order, without who took them. */
export async function slotsOf(db: Db, roundId: string, now: Date): Promise<Slot[]> {
  const { rows } = await sql<Slot>`
    select ${slotColumns}, b.slot_id is null as free, ${beginsAt} <= ${now} as past
    from meetings.slots s join meetings.rounds r on r.id = s.round_id left join meetings.bookings b on b.slot_id = s.id and ${stands}
    where s.round_id = ${roundId} order by s.day, s.starts`.execute(db);
  return rows;
}

/** For whoever organises: who comes when. */
export type Line = Slot & { child: string | null; guardian: string | null; onPaper: boolean };

export async function linesOf(db: Db, roundId: string, now: Date): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select ${slotColumns}, b.slot_id is null as free, ${beginsAt} <= ${now} as past, child.first_name || ' ' || child.last_name as child,
      concat_ws(' ', guardian.civility, guardian.first_name, guardian.last_name) as guardian, coalesce(b.on_paper, false) as "onPaper"
    from meetings.slots s join meetings.rounds r on r.id = s.round_id
    left join meetings.bookings b on b.slot_id = s.id and ${stands}
    left join kernel.people child on child.id = b.pupil_id left join kernel.people guardian on guardian.id = b.guardian_id
    where s.round_id = ${roundId} order by s.day, s.starts`.execute(db);
  return rows;
}

export type Booking = {
  slotId: string;
  roundId: string;
  pupilId: string;
  child: string;
  day: string;
  starts: string;
  ends: string;
  past: boolean;
  authorId: string | null;
};

/** Gives back what such guardians had taken, before somebody takes a moment. */
export const freeAbandoned = (db: Writer<Tables>, roundId: string, now: Date) =>
  sql`delete from meetings.bookings b using meetings.slots s, meetings.rounds r
    where s.id = b.slot_id and r.id = s.round_id and r.id = ${roundId} and ${beginsAt} > ${now} and not ${stands}`.execute(db);

/** What this guardian has taken in the rounds that are not over, for each of their children: never what the other parent took. */
export async function bookingsOf(db: Db, guardianId: string, now: Date): Promise<Booking[]> {
  const { rows } = await sql<Booking>`
    select b.slot_id as "slotId", b.round_id as "roundId", b.pupil_id as "pupilId", child.first_name as child, s.day,
      to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends, ${beginsAt} <= ${now} as past, r.author_id as "authorId"
    from meetings.bookings b join meetings.slots s on s.id = b.slot_id join meetings.rounds r on r.id = b.round_id
    join kernel.people child on child.id = b.pupil_id
    where b.guardian_id = ${guardianId} and exists (
      select from meetings.slots last where last.round_id = r.id and last.day >= (${now}::timestamptz at time zone 'Europe/Paris')::date - 1)
    order by s.day, s.starts`.execute(db);
  return rows;
}

export type Invitation = {
  roundId: string;
  pupilId: string;
  child: string;
  title: string;
  className: string;
  school: string;
  lastDay: string;
  /** Moments that can still be taken. */
  free: number;
  /** Mine, « 2026-12-01 » and « 17:30 ». */
  day: string | null;
  starts: string | null;
  /** The round wants one meeting for each child, and somebody took it. */
  done: boolean;
  waits: boolean;
};

/** What a guardian is invited to, for each child, while it is not over. */
export async function invitationsOf(db: Db, guardianId: string, now: Date): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select r.id as "roundId", child.id as "pupilId", child.first_name as child, r.title, class.name as "className", school.name as school,
      (select max(day) from meetings.slots where round_id = r.id) as "lastDay",
      (select count(*) from meetings.slots s where s.round_id = r.id and ${beginsAt} > ${now}
        and not exists (select from meetings.bookings b where b.slot_id = s.id and ${stands})) as free,
      mine.day, to_char(mine.starts, 'HH24:MI') as starts,
      exists (select from meetings.bookings b where b.round_id = r.id and b.pupil_id = child.id and ${stands} and (b.alone or b.guardian_id = ${guardianId})) as done,
      exists (select from meetings.waiting w where w.round_id = r.id and w.pupil_id = child.id and w.guardian_id = ${guardianId}) as waits
    from kernel.guardianships g
    join kernel.people child on child.id = g.pupil_id
    join kernel.functions_today f on f.person_id = child.id and f.kind = 'pupil'
    join meetings.rounds r on r.class_id = f.place_id
    join kernel.places class on class.id = r.class_id join kernel.places school on school.id = r.school_id
    left join lateral (
      select s.day, s.starts from meetings.bookings b join meetings.slots s on s.id = b.slot_id
      where b.round_id = r.id and b.pupil_id = child.id and b.guardian_id = ${guardianId}) mine on true
    where g.guardian_id = ${guardianId} and exists (select from meetings.slots s where s.round_id = r.id and ${beginsAt} > ${now})
    order by "lastDay", r.id, child.id`.execute(db);
  return rows;
}
