import { Temporal } from 'temporal-polyfill';
import { type RawBuilder, type Reader, sql } from '#kernel';
import { beginnings, type CalendarEntry, type Repeats, type Rhythm } from '#kernel/calendar';
import { placesAround } from './places.ts';
import type { Tables } from './tables.ts';

export const layers = ['class', 'school', 'town', 'mine'] as const;
export type Layer = (typeof layers)[number];

export type Event = {
  id: string;
  layer: Layer;
  /** The class, the school or the town; nothing for what is mine alone. */
  place: string | null;
  title: string;
  details: string;
  venue: string;
  firstDay: string;
  lastDay: string;
  /** « 08:30 », or nothing for whole days. */
  starts: string | null;
  ends: string | null;
  timeZone: string;
  every: Rhythm | null;
  until: string | null;
  skipped: string[];
  asksReply: boolean;
  sequence: number;
  changedAt: Date;
  author: string | null;
  schoolId: string | null;
};

/** One time that an event happens. */
export type Occurrence = { event: Event; day: string; lastDay: string };

const columns = sql`e.id, coalesce(p.kind, 'mine') as layer, p.name as place, e.title, e.details, e.venue, e.first_day as "firstDay",
  e.last_day as "lastDay", to_char(e.starts, 'HH24:MI') as starts, to_char(e.ends, 'HH24:MI') as ends, e.time_zone as "timeZone", e.every,
  e.until, e.asks_reply as "asksReply", e.sequence, e.changed_at as "changedAt", e.school_id as "schoolId",
  (select first_name || ' ' || last_name from kernel.people where id = e.author_id) as author,
  array(select day::text from agenda.skipped_days where event_id = e.id order by day) as skipped`;

/** An event lasts a month at most: what begins again until a day has ended a month after it. */
const between = (from: string, to: string) => sql`coalesce(e.until, e.last_day) >= ${from}::date - 31 and e.first_day <= ${to}::date`;

/** What the agenda of these places holds between two ISO days, what repeats included. */
export async function eventsIn(db: Reader<Tables>, places: RawBuilder<string>, from: string, to: string): Promise<Event[]> {
  const { rows } = await sql<Event>`
    select ${columns} from agenda.events e join kernel.places p on p.id = e.place_id
    where e.place_id in ${places} and ${between(from, to)}`.execute(db);
  return rows;
}

/** What this person's agenda holds between two ISO days: that of the places around them, and what is theirs alone. */
export async function eventsAround(db: Reader<Tables>, personId: string, from: string, to: string): Promise<Event[]> {
  const { rows } = await sql<Event>`
    select ${columns} from agenda.events e left join kernel.places p on p.id = e.place_id
    where e.owner_id = ${personId} and ${between(from, to)}`.execute(db);
  return [...(await eventsIn(db, placesAround(personId), from, to)), ...rows];
}

/** One event of this person's agenda, or nothing: not theirs and nonexistent are the same. */
export async function eventAround(db: Reader<Tables>, personId: string, eventId: string): Promise<Event | undefined> {
  const { rows } = await sql<Event>`
    select ${columns} from agenda.events e left join kernel.places p on p.id = e.place_id
    where e.id = ${eventId} and (e.owner_id = ${personId} or e.place_id in ${placesAround(personId)})`.execute(db);
  return rows[0];
}

export const repeatsOf = ({ every, until, skipped }: Pick<Event, 'every' | 'until' | 'skipped'>): Repeats | null =>
  every && until ? { every, until, skipped } : null;

/** Does it begin on this very day? */
export const beginsOn = (event: Event, day: string): boolean => beginnings(event.firstDay, repeatsOf(event), day, day).length > 0;

const daysBetween = (from: string, to: string): number => Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
export const later = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** The last day of the time that begins on `day`. */
export const lastDayOf = (event: Event, day: string): string => later(day, daysBetween(event.firstDay, event.lastDay));

/** Of what repeats, the time that begins on `day`; nothing for what happens once, or not then. */
export async function repeatedOn(
  db: Reader<Tables>,
  personId: string,
  eventId: string,
  day: string | null,
): Promise<{ day: string; lastDay: string } | null> {
  const event = day ? await eventAround(db, personId, eventId) : undefined;
  return day && event?.every && beginsOn(event, day) ? { day, lastDay: lastDayOf(event, day) } : null;
}

/** Each time that these events touch the days from `from` to `to`, in order: whole days first, then by the clock. */
export function occurrences(events: readonly Event[], from: string, to: string): Occurrence[] {
  return events
    .flatMap((event) => {
      const length = daysBetween(event.firstDay, event.lastDay);
      return beginnings(event.firstDay, repeatsOf(event), later(from, -length), to).map((day) => ({
        event,
        day,
        lastDay: later(day, length),
      }));
    })
    .sort((a, b) => key(a).localeCompare(key(b)));
}
const key = ({ event, day }: Occurrence): string => `${day} ${event.starts ?? ''} ${event.title}`;

/** For an application's calendar, which leaves the house: who wrote it is said only when that was asked for. */
export const asEntry = (event: Event, { host, withSurnames }: { host: string; withSurnames: boolean }): CalendarEntry => ({
  ...event,
  uid: `${event.id}@${host}`,
  title: event.place ? `${event.title} (${event.place})` : event.title,
  details: [event.details, withSurnames && event.layer !== 'mine' ? event.author : null].filter(Boolean).join('\n\n'),
  repeats: repeatsOf(event),
});
