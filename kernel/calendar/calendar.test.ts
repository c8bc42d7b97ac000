import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { arrivalAt, calmMoment, importCalendar, isSchoolDay, publicHolidays } from './index.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

const schoolIn = async (zone: 'A' | 'B' | 'C', timeZone = 'Europe/Paris') => {
  const id = await ent.school({ calm: true });
  await ent.db.updateTable('kernel.schools').set({ holiday_zone: zone, time_zone: timeZone }).where('id', '=', id).execute();
  return id;
};
const toulouse = await schoolIn('C');
const lyon = await schoolIn('A');
const saintDenis = await schoolIn('C', 'Indian/Reunion');
const arrives = async (school: string, at: string) => (await arrivalAt(ent.db, school, new Date(at))).toISOString();

test.for([
  ['in the day of a school day, at once', '2026-11-24T11:00:00Z', '2026-11-24T11:00:00.000Z'],
  ['at half past nine in the evening, at seven the next day', '2026-11-24T20:30:00Z', '2026-11-25T06:00:00.000Z'],
  ['at eight sharp in the evening, tomorrow', '2026-11-24T19:00:00Z', '2026-11-25T06:00:00.000Z'],
  ['a minute to eight, still today', '2026-11-24T18:59:59Z', '2026-11-24T18:59:59.000Z'],
  ['before seven, at seven', '2026-11-24T04:00:00Z', '2026-11-24T06:00:00.000Z'],
  ['on Friday evening, on Monday', '2026-11-27T20:00:00Z', '2026-11-30T06:00:00.000Z'],
  ['on Saturday at noon, on Monday', '2026-11-28T11:00:00Z', '2026-11-30T06:00:00.000Z'],
  ['on 11 November, a Wednesday, on Thursday', '2026-11-11T09:00:00Z', '2026-11-12T06:00:00.000Z'],
  ['at Christmas, after the holidays', '2026-12-24T10:00:00Z', '2027-01-04T06:00:00.000Z'],
  ['in August, on the first day of school', '2026-08-20T10:00:00Z', '2026-09-01T05:00:00.000Z'],
  ['on the Friday of the Ascension bridge, on Monday', '2027-05-07T08:00:00Z', '2027-05-10T05:00:00.000Z'],
  ['the evening before summer time begins, at seven by the new clock', '2026-03-27T20:00:00Z', '2026-03-30T05:00:00.000Z'],
  ['the evening before winter time begins, at seven by the new clock', '2027-10-29T19:00:00Z', '2027-11-02T06:00:00.000Z'],
] as const)('written %s', async ([, written, arrival]) => {
  expect(await arrives(toulouse, written)).toBe(arrival);
});

test('each zone has its holidays: a winter Monday is a school day in Lyon and not in Toulouse', async () => {
  expect(await arrives(lyon, '2027-02-08T09:00:00Z')).toBe('2027-02-08T09:00:00.000Z');
  expect(await arrives(toulouse, '2027-02-08T09:00:00Z')).toBe('2027-02-22T06:00:00.000Z');
});

test('seven o’clock is the school’s own: La Réunion wakes three hours before Toulouse in winter', async () => {
  expect(await arrives(saintDenis, '2026-11-24T18:00:00Z')).toBe('2026-11-25T03:00:00.000Z');
  expect(await arrives(saintDenis, '2026-11-24T03:00:00Z')).toBe('2026-11-24T03:00:00.000Z');
});

test('a school that never closes receives at any hour', async () => {
  const hospital = await ent.school();
  expect(await arrives(hospital, '2026-12-25T02:00:00Z')).toBe('2026-12-25T02:00:00.000Z');
});

test('whenever it is written, and wherever: it arrives on a school day between seven and eight in the evening, once and never before', () => {
  const zones = ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'Pacific/Noumea', 'America/Miquelon', 'Pacific/Marquesas'];
  const holidays = [{ startsOn: '2026-12-19', endsOn: '2027-01-04' }];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
      (timeZone, at) => {
        const calendar = { timeZone, holidays };
        const arrival = calmMoment(calendar, at);
        const local = Temporal.Instant.fromEpochMilliseconds(arrival.getTime()).toZonedDateTimeISO(timeZone);
        expect(arrival.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(local.hour).toBeGreaterThanOrEqual(7);
        expect(local.hour).toBeLessThan(20);
        expect(isSchoolDay(calendar, local.toPlainDate().toString())).toBe(true);
        // What arrives arrives: waiting again changes nothing.
        expect(calmMoment(calendar, arrival)).toEqual(arrival);
        // Nothing calm lies between: one minute before, it was night, a holiday, or not yet written.
        if (arrival > at) expect(local.hour * 60 + local.minute).toBe(7 * 60);
      },
    ),
    { numRuns: 500 },
  );
});

test('the public holidays of 2027: eleven, Easter Monday, Ascension and Whit Monday among them', () => {
  expect(publicHolidays(2027)).toEqual([
    '2027-01-01',
    '2027-03-29',
    '2027-05-01',
    '2027-05-06',
    '2027-05-08',
    '2027-05-17',
    '2027-07-14',
    '2027-08-15',
    '2027-11-01',
    '2027-11-11',
    '2027-12-25',
  ]);
  expect([2024, 2025, 2026, 2038].map((year) => publicHolidays(year)[1])).toEqual(['2024-04-01', '2025-04-21', '2026-04-06', '2038-04-26']);
});

test('the ministry’s file replaces the holidays of its zones, and only those', async () => {
  const file = `﻿description;population;start_date;end_date;location;zones;annee_scolaire
Vacances de la Toussaint;-;2027-10-22T22:00:00+00:00;2027-11-07T23:00:00+00:00;Toulouse;Zone C;2027-2028
Vacances de la Toussaint;-;2027-10-22T22:00:00+00:00;2027-11-07T23:00:00+00:00;Montpellier;Zone C;2027-2028
Rentrée des enseignants;Enseignants;2027-08-30T22:00:00+00:00;2027-08-31T22:00:00+00:00;Toulouse;Zone C;2027-2028
Vacances de Noël;-;2027-12-17T23:00:00+00:00;2028-01-02T23:00:00+00:00;Bastia;Corse;2027-2028
`;
  const before = await sql`select * from kernel.holidays where zone <> 'C' or starts_on < '2027-10-23'`.execute(ent.db);
  const report = await ent.db.transaction().execute((tx) => importCalendar(tx, file));
  expect(report).toEqual({ read: 4, kept: 1, zones: ['C'] });
  expect(await arrives(toulouse, '2027-10-25T09:00:00Z')).toBe('2027-11-08T06:00:00.000Z');
  expect((await sql`select * from kernel.holidays where zone <> 'C' or starts_on < '2027-10-23'`.execute(ent.db)).rows).toEqual(
    before.rows,
  );
});

test('another file is refused with a sentence, and nothing changes', async () => {
  const count = async () => (await sql`select from kernel.holidays`.execute(ent.db)).rows.length;
  const before = await count();
  for (const text of ['', 'nom;prenom\nMartin;Léa', '\u0000\u0001'])
    await expect(ent.db.transaction().execute((tx) => importCalendar(tx, text))).rejects.toThrow('calendrier scolaire');
  expect(await count()).toBe(before);
});
