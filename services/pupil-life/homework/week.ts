import { Temporal } from 'temporal-polyfill';
import { type Reader, z } from '#kernel';
import { schoolDays } from '#kernel/calendar';

/** A day of an address or of a form, « 2026-11-24 », in the years that a school may speak of. */
export const isoDay = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2099-12-31');

export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);

export const sundayOf = (day: string): string => addDays(mondayOf(day), 6);

/** The days with class between two ISO days, both included. */
export const classDays = async (db: Reader, schoolId: string, from: string, to: string): Promise<string[]> =>
  (await schoolDays(db, schoolId, from, to)).map(({ day }) => day);

/** The first day with class after this one; the Monday after it when the calendar knows none within three months. */
export async function nextClassDay(db: Reader, schoolId: string, day: string): Promise<string> {
  const [next] = await classDays(db, schoolId, addDays(day, 1), addDays(day, 92));
  return next ?? addDays(mondayOf(day), 7);
}
