/** What is said of a school, and when it is said to stall. Read on the screens, never only here. */

/** Of fewer people nothing is said: among four, « three came » almost points at the fourth. */
export const fewest = 5;

/** A school is open from the day when this many of its accounts, whatever their profile, are activated. */
export const openedAt = 5;

/** In force, the directory there, and still not open. Weeks count from 1 September at the earliest. */
export const unopenedWeeks = 6;
/** Open, and too few parents. */
export const fewWeeks = 8;
export const fewShare = 30;
/** Nobody came. Not in the summer, nor in September, when nobody could. */
export const silentWeeks = 4;
export const summer = [7, 8, 9] as const;

/** The board is counted anew each night, at this hour (UTC: half past four in Paris in winter, an hour later in summer). */
export const nightly = '30 3 * * *';

/** No second letter to a school within these days, whoever writes it. */
export const letterDays = 21;
/** The largest department. More sheets at once would keep the other papers of the house waiting. */
export const mostLetters = 600;
