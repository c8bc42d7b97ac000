import { type Reader, sql } from '#kernel/db';
import { publicHolidays } from './public-holidays.ts';

export type Half = 'morning' | 'afternoon';
export const halves: readonly Half[] = ['morning', 'afternoon'];

/** By the clock of the school: « 08:30 ». */
export type Hours = { starts: string; ends: string };

/** A day with class. `day`: ISO, « 2026-11-24 ». */
export type SchoolDay = { day: string; morning: Hours | null; afternoon: Hours | null };

/** One half-day of the week; `weekday` is ISO, Monday is 1. */
export type WeekHalf = Hours & { weekday: number; half: Half };

export type SchoolTime = {
  /** The weeks that the school wrote, the newest first. */
  weeks: { validFrom: string; halves: WeekHalf[] }[];
  /** `endsOn` is the day class begins again. */
  holidays: { name: string; startsOn: string; endsOn: string }[];
  exceptions: { day: string; half: Half; hours: Hours | null; reason: string }[];
};

const fullDay = [1, 2, 4, 5].flatMap((weekday): WeekHalf[] => [
  { weekday, half: 'morning', starts: '08:30', ends: '11:45' },
  { weekday, half: 'afternoon', starts: '13:45', ends: '15:45' },
]);

/** Nine half-days, 24 hours (code de l'éducation, D521-10): what a school has until it writes its own. */
export const usualWeek: WeekHalf[] = [...fullDay, { weekday: 3, half: 'morning', starts: '08:30', ends: '11:30' }];

/** Each ISO day from `from` to `to`, both included. */
export function eachDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** ISO: Monday is 1. */
const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7;

/** The days with class between two ISO days, both included. */
export function schoolDaysOf({ weeks, holidays, exceptions }: SchoolTime, from: string, to: string): SchoolDay[] {
  const days: SchoolDay[] = [];
  for (const day of eachDay(from, to)) {
    const weekday = weekdayOf(day);
    const free =
      publicHolidays(Number(day.slice(0, 4))).includes(day) || holidays.some(({ startsOn, endsOn }) => startsOn <= day && day < endsOn);
    const week = free ? [] : (weeks.find(({ validFrom }) => validFrom <= day)?.halves ?? usualWeek);
    const at = (half: Half): Hours | null => {
      const exception = exceptions.find((one) => one.day === day && one.half === half);
      if (exception) return exception.hours;
      const usual = week.find((one) => one.weekday === weekday && one.half === half);
      return usual ? { starts: usual.starts, ends: usual.ends } : null;
    };
    const [morning, afternoon] = [at('morning'), at('afternoon')];
    if (morning || afternoon) days.push({ day, morning, afternoon });
  }
  return days;
}

/** What makes the days of a school between two ISO days: its weeks, the holidays of its zone, its exceptions. */
export async function schoolTime(db: Reader, schoolId: string, from: string, to: string): Promise<SchoolTime> {
  const { rows } = await sql<SchoolTime>`
    select
      (select coalesce(json_agg(json_build_object('validFrom', valid_from, 'halves', halves) order by valid_from desc), '[]') from (
        select valid_from, json_agg(json_build_object('weekday', weekday, 'half', half,
          'starts', to_char(starts, 'HH24:MI'), 'ends', to_char(ends, 'HH24:MI')) order by weekday, starts) as halves
        from kernel.school_weeks where school_id = s.id and valid_from <= ${to}::date group by valid_from) w) as weeks,
      (select coalesce(json_agg(json_build_object('name', name, 'startsOn', starts_on, 'endsOn', ends_on) order by starts_on), '[]')
        from kernel.holidays where zone = s.holiday_zone and starts_on <= ${to}::date and ends_on > ${from}::date) as holidays,
      (select coalesce(json_agg(json_build_object('day', day, 'half', half, 'reason', reason, 'hours', case when starts is not null then
        json_build_object('starts', to_char(starts, 'HH24:MI'), 'ends', to_char(ends, 'HH24:MI')) end) order by day, half desc), '[]')
        from kernel.exceptional_half_days where school_id = s.id and day between ${from}::date and ${to}::date) as exceptions
    from kernel.schools s where s.id = ${schoolId}`.execute(db);
  return rows[0] ?? { weeks: [], holidays: [], exceptions: [] };
}

/** The days with class of a school between two ISO days, both included: its week, less holidays, with its exceptions. */
export const schoolDays = async (db: Reader, schoolId: string, from: string, to: string): Promise<SchoolDay[]> =>
  schoolDaysOf(await schoolTime(db, schoolId, from, to), from, to);
