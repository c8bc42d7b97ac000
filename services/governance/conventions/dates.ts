import { Temporal } from 'temporal-polyfill';
import { publicHolidays } from '#kernel/calendar';
import { schoolYearOf } from '#kernel/people';

/** Every day here is an ISO day of France, « 2025-09-05 »: no hour, no time zone. */
type Day = string;

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day);
export const addDays = (day: Day, days: number): Day => plain(day).add({ days }).toString();
/** The same day of the month after; the last one where there is none (code de procédure civile, art. 641): 31 January → 28 February. */
export const addMonths = (day: Day, months: number): Day => plain(day).add({ months }).toString();

export const todayIn = (now: Date): Day => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(now);

/** A time limit that would end on a Saturday, a Sunday or a public holiday ends on the next working day (art. 642). */
export function workingDay(day: Day): Day {
  const date = plain(day);
  return date.dayOfWeek > 5 || publicHolidays(date.year).includes(day) ? workingDay(addDays(day, 1)) : day;
}

/** Art. 10: it ends on 5 September that follows the school year. */
export const termOf = (schoolYear: string): Day => `${schoolYear.slice(5)}-09-05`;
export const yearAfter = (schoolYear: string): string => yearFrom(Number(schoolYear.slice(5)));
export const yearBefore = (schoolYear: string): string => yearFrom(Number(schoolYear.slice(0, 4)) - 1);
const yearFrom = (first: number): string => `${first}-${first + 1}`;

/** The years one may still write a convention for: this one, and the next. */
export const openYears = (now: Date): string[] => {
  const { name } = schoolYearOf(now);
  return [name, yearAfter(name)];
};

/** Art. 11. Each limit counts from a registered letter, the day it was sent left out. */
export const conciliationBy = (noticed: Day): Day => workingDay(addMonths(noticed, 1));
/** The last day to agree: the convention is terminated of right on the day after. */
export const lastDayToAgree = (warned: Day): Day => workingDay(addDays(warned, 15));
export const terminatedOn = (warned: Day): Day => addDays(lastDayToAgree(warned), 1);
/** From then the court of Montpellier may be asked. */
export const courtFrom = (warned: Day): Day => addDays(workingDay(addMonths(warned, 1)), 1);
