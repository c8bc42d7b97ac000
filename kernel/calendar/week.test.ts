import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { schoolDays, usualWeek } from './index.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

const short = async (school: string, from: string, to: string) =>
  (await schoolDays(ent.db, school, from, to)).map(
    ({ day, morning, afternoon }) => `${day} ${morning ? morning.starts : '–'} ${afternoon ? afternoon.starts : '–'}`,
  );
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

test('a school that wrote nothing has nine half-days, twenty-four hours, no half-day above three hours and a half', () => {
  expect(usualWeek.length).toBe(9);
  expect(usualWeek.reduce((total, { starts, ends }) => total + minutes(ends) - minutes(starts), 0)).toBe(24 * 60);
  for (const { starts, ends } of usualWeek) expect(minutes(ends) - minutes(starts)).toBeLessThanOrEqual(210);
});

test('public holidays, the holidays of the zone and week-ends have no class', async () => {
  const school = await ent.school();
  expect(await short(school, '2026-11-09', '2026-11-15')).toEqual([
    '2026-11-09 08:30 13:45',
    '2026-11-10 08:30 13:45',
    '2026-11-12 08:30 13:45',
    '2026-11-13 08:30 13:45',
  ]);
  expect(await short(school, '2026-12-18', '2027-01-04')).toEqual(['2026-12-18 08:30 13:45', '2027-01-04 08:30 13:45']);
  const lyon = await ent.school();
  await ent.db.updateTable('kernel.schools').set({ holiday_zone: 'A' }).where('id', '=', lyon).execute();
  expect(await short(school, '2027-02-08', '2027-02-08')).toEqual([]);
  expect(await short(lyon, '2027-02-08', '2027-02-08')).toEqual(['2027-02-08 08:30 13:45']);
});

test('a school on four days has no Wednesday, from the day it says and not before', async () => {
  const school = await ent.school();
  for (const weekday of [1, 2, 4, 5])
    for (const [half, starts, ends] of [
      ['morning', '09:00', '12:00'],
      ['afternoon', '13:30', '16:30'],
    ])
      await sql`insert into kernel.school_weeks values (${school}, '2026-11-23', ${weekday}, ${half}, ${starts}, ${ends})`.execute(ent.db);
  expect(await short(school, '2026-11-17', '2026-11-25')).toEqual([
    '2026-11-17 08:30 13:45',
    '2026-11-18 08:30 –',
    '2026-11-19 08:30 13:45',
    '2026-11-20 08:30 13:45',
    '2026-11-23 09:00 13:30',
    '2026-11-24 09:00 13:30',
  ]);
});

test('a half-day without class, and a Saturday with class, are as the school wrote them', async () => {
  const school = await ent.school();
  await sql`insert into kernel.exceptional_half_days values
    (${school}, '2026-11-24', 'afternoon', null, null, 'Grève'),
    (${school}, '2026-11-28', 'morning', '09:00', '12:00', 'Fête de l’école')`.execute(ent.db);
  expect(await short(school, '2026-11-24', '2026-11-24')).toEqual(['2026-11-24 08:30 –']);
  expect(await short(school, '2026-11-28', '2026-11-29')).toEqual(['2026-11-28 09:00 –']);
});
