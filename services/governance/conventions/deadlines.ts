import { addDays, conciliationBy, courtFrom, lastDayToAgree, termOf } from './dates.ts';
import type { State } from './tables.ts';

/** What a date is about: the month to conciliate, the fifteen days to agree, the court, the term, the end of a school. */
export const abouts = ['conciliation', 'agreement', 'court', 'term', 'read-only', 'closing'] as const;
export type About = (typeof abouts)[number];
export type Deadline = { about: About; day: string };

/** `renewed`: another convention with this collectivity is written for the year after. */
export type Standing = { state: State; schoolYear: string; noticedOn: string | null; warnedOn: string | null; renewed: boolean };

/** The days that run for a convention, the nearest first. */
export function deadlinesOf({ state, schoolYear, noticedOn, warnedOn, renewed }: Standing): Deadline[] {
  const days: Deadline[] = [];
  if (state === 'noticed' && noticedOn) days.push({ about: 'conciliation', day: conciliationBy(noticedOn) });
  if (state === 'warned' && warnedOn) days.push({ about: 'agreement', day: lastDayToAgree(warnedOn) });
  if ((state === 'warned' || state === 'terminated') && warnedOn) days.push({ about: 'court', day: courtFrom(warnedOn) });
  if (['in-force', 'noticed', 'conciliated', 'warned'].includes(state) && !renewed) days.push({ about: 'term', day: termOf(schoolYear) });
  return days.toSorted((one, other) => one.day.localeCompare(other.day));
}

/** How many days before each it is told, the last time last; 0 is the day itself. */
const notices: Record<About, number[]> = {
  conciliation: [7, 1],
  agreement: [7, 1],
  court: [0],
  term: [60, 15],
  'read-only': [0],
  closing: [30],
};

/** What is to be told today of this day, if anything: the latest notice whose time has come. */
export const noticeDue = ({ about, day }: Deadline, today: string): number | undefined =>
  notices[about].findLast((before) => today >= addDays(day, -before));
