import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { beginnings, type CalendarEntry, icalendar, rhythms } from './index.ts';

const changedAt = new Date('2026-11-24T10:00:00Z');
const entry: CalendarEntry = {
  uid: 'a@preau',
  title: 'Réunion',
  firstDay: '2026-10-20',
  lastDay: '2026-10-20',
  starts: '08:30',
  ends: '09:30',
  timeZone: 'Europe/Paris',
  sequence: 0,
  changedAt,
};

/** What an application that never saw our code makes of the file: the moments, in UTC. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), String(zone.getFirstPropertyValue('tzid')));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const moments: string[] = [];
    const next = event.iterator();
    for (let time = next.next(); time && moments.length < 200; time = next.next())
      moments.push(event.startDate.isDate ? time.toString() : time.toJSDate().toISOString());
    return { event, moments };
  });
}

const moment = (day: string, clock: string, timeZone: string) =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds).toISOString();

test('what is said at half past eight is at half past eight before and after the clock changes', () => {
  const repeats = { every: 'week', until: '2026-11-03', skipped: [] } as const;
  const [one] = read(icalendar({ name: 'École', entries: [{ ...entry, repeats }] }));
  expect(one?.moments).toEqual(['2026-10-20T06:30:00.000Z', '2026-10-27T07:30:00.000Z', '2026-11-03T07:30:00.000Z']);
});

test('whatever repeats, wherever: an application finds the very days that our pages show', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'America/Miquelon', 'Pacific/Marquesas'),
      fc.constantFrom(...rhythms),
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 700 }),
      fc.option(fc.constantFrom('00:15', '08:30', '23:45')),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
      (timeZone, every, start, length, starts, holes) => {
        const firstDay = Temporal.PlainDate.from('2026-01-01').add({ days: start }).toString();
        const until = Temporal.PlainDate.from(firstDay).add({ days: length }).toString();
        const all = beginnings(firstDay, { every, until, skipped: [] }, firstDay, until);
        const skipped = [...new Set(holes.flatMap((hole) => all[hole] ?? []))];
        const repeats = { every, until, skipped };
        const text = icalendar({ name: 'x', entries: [{ ...entry, firstDay, lastDay: firstDay, timeZone, starts, ends: null, repeats }] });
        const days = beginnings(firstDay, repeats, firstDay, until);
        expect(read(text)[0]?.moments).toEqual(starts ? days.map((day) => moment(day, starts, timeZone)) : days);
      },
    ),
    { numRuns: 300 },
  );
});

test('titles come back as they were written, in lines of 75 bytes at most', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (typed) => {
      const title = `É${typed.replace(/\p{Cc}/gu, ' ')};,\\n é`;
      const text = icalendar({ name: title, entries: [{ ...entry, title, details: 'Une ligne,\nune autre ; fin' }] });
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const [one] = read(text);
      expect(one?.event.summary).toBe(title);
      expect(one?.event.description).toBe('Une ligne,\nune autre ; fin');
    }),
  );
});

test('three days of outing end on the evening of the third', () => {
  const [one] = read(icalendar({ name: 'x', entries: [{ ...entry, lastDay: '2026-10-22', starts: null, ends: null }] }));
  expect([one?.event.startDate.toString(), one?.event.endDate.toString()]).toEqual(['2026-10-20', '2026-10-23']);
});

test('a 31st is passed over where the month has none, 29 February where the year has none', () => {
  const month = { every: 'month', until: '2026-06-30', skipped: [] } as const;
  expect(beginnings('2026-01-31', month, '2026-01-01', '2027-01-01')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
  const year = { every: 'year', until: '2033-01-01', skipped: ['2028-02-29'] } as const;
  expect(beginnings('2024-02-29', year, '2024-01-01', '2034-01-01')).toEqual(['2024-02-29', '2032-02-29']);
});
