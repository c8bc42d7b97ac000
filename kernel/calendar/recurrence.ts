import { Temporal } from 'temporal-polyfill';

export const rhythms = ['week', 'fortnight', 'month', 'year'] as const;
export type Rhythm = (typeof rhythms)[number];

/** `until`: the last day it may begin, ISO; `skipped`: days on which it does not happen. */
export type Repeats = { every: Rhythm; until: string; skipped: readonly string[] };

const step = (every: Rhythm, count: number): Temporal.DurationLike =>
  every === 'week'
    ? { weeks: count }
    : every === 'fortnight'
      ? { weeks: 2 * count }
      : every === 'month'
        ? { months: count }
        : { years: count };

/**
 * The days on which something that first begins on `firstDay` begins, among those of `from` to `to`, in order. A month without a
 * 31st, a year without 29 February are passed over, as RFC 5545 says.
 */
export function beginnings(firstDay: string, repeats: Repeats | null, from: string, to: string): string[] {
  if (!repeats) return firstDay >= from && firstDay <= to ? [firstDay] : [];
  const first = Temporal.PlainDate.from(firstDay);
  const last = repeats.until < to ? repeats.until : to;
  const days: string[] = [];
  for (let count = 0; ; count += 1) {
    const date = first.add(step(repeats.every, count));
    const day = date.toString();
    if (day > last) return days;
    const whole = repeats.every === 'week' || repeats.every === 'fortnight' || date.day === first.day;
    if (whole && day >= from && !repeats.skipped.includes(day)) days.push(day);
  }
}

/** An RRULE (RFC 5545, 3.3.10); `until` as it is written there. */
export function recurrenceOf({ every }: Repeats, until: string): string {
  const rule = { week: 'FREQ=WEEKLY', fortnight: 'FREQ=WEEKLY;INTERVAL=2', month: 'FREQ=MONTHLY', year: 'FREQ=YEARLY' }[every];
  return `${rule};UNTIL=${until}`;
}
