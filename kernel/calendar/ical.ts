import { Temporal } from 'temporal-polyfill';
import { type Repeats, recurrenceOf } from './recurrence.ts';

/** Something at a place's own clock. Without hours it lasts whole days. Days are ISO, hours « 08:30 ». */
export type CalendarEntry = {
  /** The same for as long as the thing lives. */
  uid: string;
  title: string;
  details?: string | null;
  venue?: string | null;
  firstDay: string;
  lastDay: string;
  starts: string | null;
  ends: string | null;
  /** IANA name. */
  timeZone: string;
  repeats?: Repeats | null;
  /** How often it was changed. */
  sequence: number;
  changedAt: Date;
};

/**
 * An iCalendar file (RFC 5545), with the clock changes of each zone written in (VTIMEZONE), so that eight o'clock stays eight
 * o'clock in winter. `name`: what the calendar is called in the reader's application.
 */
export function icalendar({ name, entries }: { name: string; entries: readonly CalendarEntry[] }): string {
  const zones = Map.groupBy(
    entries.filter(({ starts }) => starts),
    ({ timeZone }) => timeZone,
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Preau//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...[...zones].flatMap(([zone, inZone]) => zoneLines(zone, inZone)),
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function entryLines(entry: CalendarEntry): string[] {
  const { uid, title, details, venue, repeats, sequence, changedAt } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(changedAt)}`,
    `LAST-MODIFIED:${utc(changedAt)}`,
    `SEQUENCE:${sequence}`,
    ...spanLines(entry),
    ...(repeats ? [`RRULE:${recurrenceOf(repeats, untilOf(entry, repeats))}`] : []),
    ...(repeats?.skipped ?? []).map((day) => (entry.starts ? at('EXDATE', day, entry.starts, entry) : `EXDATE;VALUE=DATE:${compact(day)}`)),
    `SUMMARY:${escaped(title)}`,
    ...(details ? [`DESCRIPTION:${escaped(details)}`] : []),
    ...(venue ? [`LOCATION:${escaped(venue)}`] : []),
    'END:VEVENT',
  ];
}

/** The end of whole days is the day after them (RFC 5545, 3.6.1). */
function spanLines(entry: CalendarEntry): string[] {
  if (!entry.starts) {
    const after = Temporal.PlainDate.from(entry.lastDay).add({ days: 1 }).toString();
    return [`DTSTART;VALUE=DATE:${compact(entry.firstDay)}`, `DTEND;VALUE=DATE:${compact(after)}`];
  }
  const begins = at('DTSTART', entry.firstDay, entry.starts, entry);
  return entry.ends ? [begins, at('DTEND', entry.lastDay, entry.ends, entry)] : [begins];
}

const compact = (day: string): string => day.replaceAll('-', '');
const at = (what: string, day: string, clock: string, { timeZone }: CalendarEntry): string =>
  `${what};TZID=${timeZone}:${compact(day)}T${clock.replace(':', '')}00`;
const utc = (moment: Date): string => `${moment.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** UNTIL is of the kind of DTSTART: a day, or a moment in UTC when hours have a zone (RFC 5545, 3.3.10). */
function untilOf({ starts, timeZone }: CalendarEntry, { until }: Repeats): string {
  if (!starts) return compact(until);
  return utc(new Date(Temporal.PlainDate.from(until).toZonedDateTime({ timeZone, plainTime: starts }).epochMilliseconds));
}

/** The clock changes of a zone, from the year before the first entry to the year after the last. */
function zoneLines(timeZone: string, entries: readonly CalendarEntry[]): string[] {
  const days = entries.flatMap(({ firstDay, lastDay, repeats }) => [firstDay, repeats?.until ?? lastDay]).sort();
  const end = Temporal.PlainDate.from(days.at(-1) ?? '2026-01-01').add({ years: 1 });
  let moment = Temporal.PlainDate.from(days[0] ?? '2026-01-01')
    .subtract({ years: 1 })
    .toZonedDateTime({ timeZone, plainTime: '00:00' });
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observance(moment, moment)];
  for (let next = moment.getTimeZoneTransition('next'); next && next.year <= end.year; next = moment.getTimeZoneTransition('next')) {
    lines.push(...observance(next, moment));
    moment = next;
  }
  return [...lines, 'END:VTIMEZONE'];
}

/** One change of the clock; DTSTART is said by the clock before it. */
function observance(moment: Temporal.ZonedDateTime, before: Temporal.ZonedDateTime): string[] {
  const kind = moment.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD';
  const onset = moment.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime().toString({ smallestUnit: 'second' });
  return [
    `BEGIN:${kind}`,
    `DTSTART:${onset.replace(/[-:]/g, '')}`,
    `TZOFFSETFROM:${before.offset.replace(':', '')}`,
    `TZOFFSETTO:${moment.offset.replace(':', '')}`,
    `END:${kind}`,
  ];
}

const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');

/** Lines of 75 bytes at most, never cut inside a character (RFC 5545, 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 75) {
      parts.push(part);
      part = '';
      bytes = 1;
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}
