import { Temporal } from 'temporal-polyfill';
import { publicHolidays } from './public-holidays.ts';

/** Nothing new arrives before seven, nor from eight in the evening on, by the clock of the school. */
const opens = 7;
const closes = 20;

export type SchoolCalendar = {
  /** IANA name: « Europe/Paris », « Indian/Reunion ». */
  timeZone: string;
  /** ISO days; `endsOn` is the day class begins again. */
  holidays: { startsOn: string; endsOn: string }[];
};

/** Monday to Friday, no public holiday, no school holiday. `day`: an ISO day at the school. */
export function isSchoolDay({ holidays }: SchoolCalendar, day: string): boolean {
  const date = Temporal.PlainDate.from(day);
  if (date.dayOfWeek > 5 || publicHolidays(date.year).includes(day)) return false;
  return !holidays.some(({ startsOn, endsOn }) => startsOn <= day && day < endsOn);
}

/**
 * When something written at `at` may arrive: at once in the day of a school day, else at seven the next school day.
 * Clock changes and zones are those of the IANA data base, so that seven is always seven there.
 */
export function calmMoment(calendar: SchoolCalendar, at: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(calendar.timeZone);
  let day = local.toPlainDate();
  if (isSchoolDay(calendar, day.toString())) {
    if (local.hour >= opens && local.hour < closes) return at;
    if (local.hour < opens) return openingOf(day, calendar.timeZone);
  }
  do day = day.add({ days: 1 });
  while (!isSchoolDay(calendar, day.toString()));
  return openingOf(day, calendar.timeZone);
}

const openingOf = (day: Temporal.PlainDate, timeZone: string): Date =>
  new Date(day.toZonedDateTime({ timeZone, plainTime: { hour: opens } }).epochMilliseconds);
