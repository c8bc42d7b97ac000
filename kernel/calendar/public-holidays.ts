import { Temporal } from 'temporal-polyfill';

const known = new Map<number, readonly string[]>();

/** The eleven public holidays of a year, ISO days, in order (code du travail, art. L3133-1). Asked of every day of a month: worked out once. */
export function publicHolidays(year: number): readonly string[] {
  const days = known.get(year) ?? holidaysOf(year);
  known.set(year, days);
  return days;
}

function holidaysOf(year: number): string[] {
  const easter = easterOf(year);
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`);
  const moving = [1, 39, 50].map((days) => easter.add({ days }).toString());
  return [...fixed, ...moving].sort();
}

/** Easter Sunday (Meeus, Jones and Butcher's algorithm for the Gregorian calendar). */
function easterOf(year: number): Temporal.PlainDate {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}
