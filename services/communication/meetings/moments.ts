/** By the clock of the school: an ISO day, « 17:30 ». */
export type Moment = { day: string; starts: string; ends: string };

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export type Opening = { days: string[]; from: string; to: string; minutes: number; pause: number };

/** The moments of some days: as many as hold whole between two hours, with a pause between them. */
export function cut({ days, from, to, minutes, pause }: Opening): Moment[] {
  const [first, last] = [minutesOf(from), minutesOf(to)];
  const count = Math.max(0, Math.floor((last - first + pause) / (minutes + pause)));
  return [...new Set(days)].sort().flatMap((day) =>
    Array.from({ length: count }, (_, at) => {
      const starts = first + at * (minutes + pause);
      return { day, starts: clockOf(starts), ends: clockOf(starts + minutes) };
    }),
  );
}

export const overlap = (one: Moment, other: Moment): boolean => one.day === other.day && one.starts < other.ends && other.starts < one.ends;

/** Minutes between two moments of one day that do not overlap. */
const gap = (one: Moment, other: Moment): number =>
  Math.max(minutesOf(one.starts) - minutesOf(other.ends), minutesOf(other.starts) - minutesOf(one.ends));

type Mine = Moment & { authorId: string | null };

/**
 * Of free moments, those nearest to what I have already taken that day for another child, the nearest first, three at most. Where
 * the teacher is another one, there is time to walk from door to door: one moment's length at least.
 */
export function backToBack<M extends Moment>(
  free: readonly M[],
  { authorId, minutes }: { authorId: string | null; minutes: number },
  mine: readonly Mine[],
): M[] {
  return free
    .flatMap((moment) => {
      const sameDay = mine.filter(({ day }) => day === moment.day);
      if (sameDay.length === 0) return [];
      const room = sameDay.every((other) => gap(moment, other) >= (other.authorId === authorId ? 0 : minutes));
      return room ? [{ moment, apart: Math.min(...sameDay.map((other) => gap(moment, other))) }] : [];
    })
    .sort((a, b) => a.apart - b.apart || a.moment.starts.localeCompare(b.moment.starts))
    .slice(0, 3)
    .map(({ moment }) => moment);
}
