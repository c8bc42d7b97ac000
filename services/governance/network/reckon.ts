/** How long a line takes, and how large it should be. Every number here is said on the screens. */

export const tabletsUsual = 25;
export const tabletsMost = 200;

/** The heaviest ordinary page that the house allows, cold (tests/weight.test.ts). */
export const pageBytes = 90 * 1024;
/** Twelve pictures of the feed, as large as they may be. */
export const photos = 12;
const photosBytes = photos * 150_000;

/** To open: find, shake hands twice, ask. Then everybody shares the line. */
const roundTrips = 4;

type Line = { kbps: number; latencyMs: number };

/** Seconds until `tablets` that ask together for `bytes` each have them all. */
const together = ({ kbps, latencyMs }: Line, tablets: number, bytes: number): number =>
  (roundTrips * latencyMs) / 1000 + (tablets * bytes * 8) / (kbps * 1000);

export const pageSeconds = (line: Line, tablets: number): number => together(line, tablets, pageBytes);
export const photosSeconds = (line: Line, tablets: number): number => together(line, tablets, pageBytes + photosBytes);

/** Beyond the first a class notices, beyond the second it gives up. */
export const fineSeconds = 5;
export const slowSeconds = 15;
export type Verdict = 'fine' | 'tight' | 'slow';
export const verdictOf = (line: Line, tablets = tabletsUsual): Verdict => {
  const seconds = pageSeconds(line, tablets);
  return seconds <= fineSeconds ? 'fine' : seconds <= slowSeconds ? 'tight' : 'slow';
};

/** The middle one; of an even number, the slower of the two. */
export const medianOf = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1];

/** Of the pupils of a school, how many connect at once when the year's recommendation does not say. */
export const usualPercent = 30;
/** A whole class at once, even where it is a third of the school. */
const oneClass = 25;
/** What a recommendation allows: a page for each in so many seconds, and twelve photos for each in so many. */
export const photosAllowed = 30;

/** Commercial lines, in Mb/s. */
const offered = [4, 8, 20, 50, 100, 200, 500, 1000];

export const atOnce = (pupils: number, percent: number): number =>
  Math.max(Math.min(pupils, oneClass), Math.ceil((pupils * percent) / 100));

/** Mb/s for so many pupils at once, before it is rounded up to a line that can be bought. */
export const neededMbps = (pupils: number): number =>
  Math.max((pupils * pageBytes * 8) / fineSeconds, (pupils * photosBytes * 8) / photosAllowed) / 1_000_000;

export const recommendedMbps = (pupils: number): number => {
  const needed = neededMbps(pupils);
  return offered.find((line) => line >= needed) ?? Math.ceil(needed / 1000) * 1000;
};
