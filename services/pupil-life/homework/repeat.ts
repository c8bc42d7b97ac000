import { beginnings, type Rhythm } from '#kernel/calendar';
import type { Repeats } from './tables.ts';

const rhythmOf: Record<Exclude<Repeats, 'none'>, Rhythm> = { weekly: 'week', fortnightly: 'fortnight' };

/** The days on which a work falls: those chosen, and the same weekdays until `until`, those without class left out. */
export function occurrences(days: string[], repeats: Repeats, until: string, isClassDay: (day: string) => boolean): string[] {
  if (repeats === 'none') return days.toSorted();
  const again = days.flatMap((first) => beginnings(first, { every: rhythmOf[repeats], until, skipped: [] }, first, until));
  return [...new Set([...days, ...again.filter(isClassDay)])].sort();
}
