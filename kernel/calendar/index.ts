import { type Reader, sql } from '#kernel/db';
import { calmMoment, type SchoolCalendar } from './calm.ts';

export { calmMoment, isSchoolDay, type SchoolCalendar } from './calm.ts';
export { type CalendarEntry, icalendar } from './ical.ts';
export { importCalendar } from './import.ts';
export { publicHolidays } from './public-holidays.ts';
export { beginnings, type Repeats, type Rhythm, rhythms } from './recurrence.ts';
export {
  eachDay,
  type Half,
  type Hours,
  halves,
  type SchoolDay,
  type SchoolTime,
  schoolDays,
  schoolDaysOf,
  schoolTime,
  usualWeek,
  type WeekHalf,
} from './week.ts';

/** The clock of a school, and the holidays of its zone that have not ended at `now`. */
export async function calendarOf(db: Reader, schoolId: string, now: Date): Promise<SchoolCalendar & { calm: boolean }> {
  const { rows } = await sql<SchoolCalendar & { calm: boolean }>`
    select s.calm, s.time_zone as "timeZone", coalesce((
      select json_agg(json_build_object('startsOn', h.starts_on, 'endsOn', h.ends_on) order by h.starts_on)
      from kernel.holidays h where h.zone = s.holiday_zone and h.ends_on > ${now}::timestamptz::date - 2), '[]') as holidays
    from kernel.schools s where s.id = ${schoolId}`.execute(db);
  return rows[0] ?? { calm: true, timeZone: 'Europe/Paris', holidays: [] };
}

/** When what is written in this school at `now` may arrive: at once, or at seven the next school day. */
export async function arrivalAt(db: Reader, schoolId: string, now: Date): Promise<Date> {
  const calendar = await calendarOf(db, schoolId, now);
  return calendar.calm ? calmMoment(calendar, now) : now;
}
