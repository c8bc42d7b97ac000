import type { Repeats } from './tables.ts';
import { addDays } from './week.ts';

/** The days on which a work falls: those chosen, and the same weekdays until `until`, those without class left out. */
export function occurrences(days: string[], repeats: Repeats, until: string, isClassDay: (day: string) => boolean): string[] {
  const step = { none: 0, weekly: 7, fortnightly: 14 }[repeats];
  const all = new Set(days);
  if (step > 0)
    for (const first of days)
      for (let day = addDays(first, step); day <= until; day = addDays(day, step)) if (isClassDay(day)) all.add(day);
  return [...all].sort();
}
