import { Temporal } from 'temporal-polyfill';
import { type Reader, z } from '#kernel';
import { eachDay } from '#kernel/calendar';
import { language } from '#kernel/texts';
import { type Event, layers, occurrences } from './events.ts';
import { calendarOf, halves, saidOf } from './school-days.ts';

export const Day = z.object({
  day: z.string(),
  /** Which halves have class, for whoever has a school. */
  halves: z.enum(halves).nullable(),
  /** A holiday, an exception, or that there is class half the day. */
  said: z.string().nullable(),
  events: z.array(
    z.object({
      id: z.string(),
      /** The day it begins. */
      day: z.string(),
      title: z.string(),
      /** « 08:30 », on the day it begins. */
      clock: z.string().nullable(),
      layer: z.enum(layers),
      place: z.string().nullable(),
    }),
  ),
});
export type Day = z.infer<typeof Day>;

type Span = { from: string; to: string; events: Event[]; schoolId: string | undefined };

/** Each day from `from` to `to`, both included, with what the school's calendar says of it and which events touch it. */
export async function daysOf(db: Reader, { from, to, events, schoolId }: Span): Promise<{ zone: string | null; days: Day[] }> {
  const seen = occurrences(events, from, to);
  const { zone, on } = await calendarOf(db, schoolId, from, to);
  const days = eachDay(from, to).map((day): Day => {
    const known = on(day);
    return {
      day,
      halves: known.halves,
      said: saidOf(known),
      events: seen
        .filter((one) => one.day <= day && day <= one.lastDay)
        .map(({ event, day: begins }) => ({ ...event, day: begins, clock: begins === day ? event.starts : null })),
    };
  });
  return { zone, days };
}

/** A day of an address, of a century that has calendars. */
export const isoDay = z.iso.date().refine((day) => /^(19|20|21)/.test(day));
export const isoMonth = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/);

/** The whole weeks that a month touches, Monday first. */
export function weeksOf(month: string): { first: string; last: string; monday: string; sunday: string; previous: string; next: string } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  return {
    first: first.toString(),
    last: last.toString(),
    monday: first.subtract({ days: first.dayOfWeek - 1 }).toString(),
    sunday: last.add({ days: 7 - last.dayOfWeek }).toString(),
    previous: first.subtract({ months: 1 }).toString().slice(0, 7),
    next: first.add({ months: 1 }).toString().slice(0, 7),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than a whole page: each is made once. */
function said(day: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language()} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language(), { timeZone: 'UTC', ...options });
  formats.set(key, made);
  return made.format(new Date(`${day}T12:00:00Z`));
}

/** « novembre 2026 » */
export const monthText = (month: string): string => said(`${month.slice(0, 7)}-15`, { month: 'long', year: 'numeric' });

/** « lundi » */
export const weekdayText = (day: string): string => said(day, { weekday: 'long' });
