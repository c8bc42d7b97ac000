import { language, thisMoment } from '#kernel/texts';
import { say } from './words.ts';

const zone = 'Europe/Paris';
const day = 86_400_000;

/** A day without an hour (`2026-11-24`) is that day in Paris, whatever the clock of the server. */
const moment = (at: Date | string): Date => new Date(typeof at === 'string' && at.length === 10 ? `${at}T12:00:00Z` : at);
const isDay = (at: Date | string): boolean => typeof at === 'string' && at.length === 10;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(at: Date, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatPart[] {
  const key = `${language()} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language(), { timeZone: zone, ...options });
  formats.set(key, made);
  return made.formatToParts(at);
}
const part = (parts: Intl.DateTimeFormatPart[], type: string): string => parts.find((one) => one.type === type)?.value ?? '';
const joined = (parts: Intl.DateTimeFormatPart[]): string => parts.map((one) => one.value).join('');

/** Formatting a date is the dearest thing that a page does, and the same few days come back on every page. */
const known = new Map<string, string>();
function once(key: string, work: () => string): string {
  const text = known.get(key) ?? work();
  if (known.size >= 20_000) known.clear();
  known.set(key, text);
  return text;
}

/** No clock of the world changes its day but at a quarter of an hour. */
const quarter = 900_000;

/** The calendar day in Paris, `2026-11-24`. */
export function parisDay(at: Date | string): string {
  if (typeof at === 'string' && at.length === 10) return at;
  const instant = moment(at);
  return once(`day ${Math.floor(instant.getTime() / quarter)}`, () => {
    const parts = format(instant, { year: 'numeric', month: '2-digit', day: '2-digit' });
    return `${part(parts, 'year')}-${part(parts, 'month')}-${part(parts, 'day')}`;
  });
}

/** « mardi 24 novembre », « dimanche 1er mars 2027 » : the year is said when it is not this one. */
export function dayText(at: Date | string, now: Date = thisMoment()): string {
  const that = parisDay(at);
  const sameYear = that.slice(0, 4) === parisDay(now).slice(0, 4);
  return once(`${language()} ${sameYear} ${that}`, () => {
    const year = sameYear ? {} : { year: 'numeric' as const };
    const parts = format(moment(that), { weekday: 'long', day: 'numeric', month: 'long', ...year });
    if (!language().startsWith('fr')) return joined(parts);
    return joined(parts.map((one) => (one.type === 'day' && one.value === '1' ? { ...one, value: say.firstOfMonth } : one)));
  });
}

/** « 24/11/2026 » */
export const shortDayText = (at: Date | string): string =>
  joined(format(moment(at), { day: '2-digit', month: '2-digit', year: 'numeric' }));

/** « 14 h 02 », « 8 h » */
export function clockText(at: Date | string): string {
  const parts = format(moment(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return hourText(`${part(parts, 'hour')}:${part(parts, 'minute')}`);
}

/** « 08:30 » → « 8 h 30 » */
export const hourText = (clock: string): string => say.clock({ hours: String(Number(clock.slice(0, 2))), minutes: clock.slice(3, 5) });

/** « aujourd’hui », « demain », « hier », else the day in full. */
export function relativeDayText(at: Date | string, now: Date = thisMoment()): string {
  const apart = Math.round((Date.parse(parisDay(at)) - Date.parse(parisDay(now))) / day);
  if (apart === 0) return say.today;
  if (apart === 1) return say.tomorrow;
  if (apart === -1) return say.yesterday;
  return dayText(at, now);
}

/** « demain à 18 h 30 » */
export const momentText = (at: Date | string, now: Date = thisMoment()): string =>
  isDay(at) ? relativeDayText(at, now) : say.at({ day: relativeDayText(at, now), time: clockText(at) });

export type TimeForm = 'day' | 'short' | 'clock' | 'relative' | 'moment';

/**
 * A moment said in French, Paris time. `day` mardi 24 novembre · `short` 24/11/2026 · `clock` 14 h 02 · `relative` demain ·
 * `moment` (the usual one) demain à 14 h 02.
 */
export function Time({ at, form = 'moment', now }: { at: Date | string; form?: TimeForm; now?: Date }) {
  const words = { day: dayText, short: shortDayText, clock: clockText, relative: relativeDayText, moment: momentText }[form];
  return <time datetime={isDay(at) ? String(at) : moment(at).toISOString()}>{words(at, now)}</time>;
}
