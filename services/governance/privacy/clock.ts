import { Temporal } from 'temporal-polyfill';
import { publicHolidays } from '#kernel/calendar';

/**
 * The last day to answer: the same day of the month that many months later, the last day of that month when it is shorter; when it is
 * not a working day, the next one (RGPD, art. 12 § 3; règlement 1182/71, art. 3).
 */
export function dueAfter(received: string, months: number): string {
  let day = Temporal.PlainDate.from(received).add({ months });
  while (day.dayOfWeek > 5 || publicHolidays(day.year).includes(day.toString())) day = day.add({ days: 1 });
  return day.toString();
}

export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** One month; two more when the request is complex, with the reason (art. 12 § 3). */
export const usualMonths = 1;
export const extendedMonths = 3;
