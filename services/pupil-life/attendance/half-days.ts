import { Temporal } from 'temporal-polyfill';
import { type Reader, z } from '#kernel';
import { type Half, schoolDays } from '#kernel/calendar';

/** A half-day as an address says it: « /appel/…/2026-11-24/matin ». */
export const halfWords = ['matin', 'apres-midi'] as const;
export const halfOf = (word: (typeof halfWords)[number]): Half => (word === 'matin' ? 'morning' : 'afternoon');
export const wordOf = (half: Half): (typeof halfWords)[number] => (half === 'morning' ? 'matin' : 'apres-midi');

/** A day of an address or of a form, in the years that a school may speak of. */
export const isoDay = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2099-12-31');
export const HalfDay = { day: isoDay, half: z.enum(halfWords) };

export const isoMonth = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
export const monthOf = (day: string): string => day.slice(0, 7);
export const lastDayOf = (month: string): string => {
  const first = Temporal.PlainYearMonth.from(month);
  return first.toPlainDate({ day: first.daysInMonth }).toString();
};

export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

export type Clock = { day: string; time: string; timeZone: string };

/** The day and the hour « 08:41 » by the clock of the school. */
export async function clockOf(db: Reader, schoolId: string, now: Date): Promise<Clock> {
  const school = await db.selectFrom('kernel.schools').select('time_zone').where('id', '=', schoolId).executeTakeFirstOrThrow();
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(school.time_zone);
  return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString().slice(0, 5), timeZone: school.time_zone };
}

export type HalfDayAt = { day: string; half: Half; starts: string; ends: string };

/** The half-day to call at this moment: the morning until it ends, then the afternoon; nothing on a day without class. */
export async function currentHalfDay(db: Reader, schoolId: string, now: Date): Promise<HalfDayAt | undefined> {
  const { day, time } = await clockOf(db, schoolId, now);
  const halves = await halfDaysOf(db, schoolId, day, day);
  return halves.find(({ ends }) => time < ends) ?? halves.at(-1);
}

/** The half-days with class between two days, both included, in order. */
export async function halfDaysOf(db: Reader, schoolId: string, from: string, to: string): Promise<HalfDayAt[]> {
  return (await schoolDays(db, schoolId, from, to)).flatMap(({ day, morning, afternoon }) => [
    ...(morning ? [{ day, half: 'morning' as const, ...morning }] : []),
    ...(afternoon ? [{ day, half: 'afternoon' as const, ...afternoon }] : []),
  ]);
}
