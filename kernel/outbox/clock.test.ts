import { Temporal } from 'temporal-polyfill';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { arrive, deliver, digest, emitter } from './index.ts';
import { notes } from './notes.fixture.ts';

/** Hour after hour through what clocks and calendars do: the change of October and of March, holidays, the turn of the year. */

const ent = await startEnt([notes]);
afterAll(() => ent[Symbol.asyncDispose]());

const places = [
  { timeZone: 'Europe/Paris', zone: 'C' },
  { timeZone: 'Europe/Paris', zone: 'A' },
  { timeZone: 'Indian/Reunion', zone: 'B' },
  { timeZone: 'America/Martinique', zone: 'A' },
] as const;
const homes: { school: string; pupil: string; parent: string; timeZone: string }[] = [];
for (const { timeZone, zone } of places) {
  const school = await ent.school({ name: timeZone, calm: true });
  await ent.db.updateTable('kernel.schools').set({ time_zone: timeZone, holiday_zone: zone }).where('id', '=', school).execute();
  const pupil = await ent.pupil('Léa Martin', await ent.classroom(school));
  const parent = await ent.guardian('Anne Martin', pupil);
  await ent.db
    .insertInto('kernel.contacts')
    .values({ person_id: parent, email: `${homes.length}@famille.invalid` })
    .execute();
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).where('person_id', '=', parent).execute();
  homes.push({ school, pupil, parent, timeZone });
}

test.for([
  ['the clocks go back, and the holidays of November', '2026-10-15', 22],
  ['Christmas and the turn of the year', '2026-12-17', 22],
  ['the clocks go forward', '2027-03-25', 8],
] as const)(
  '%s: each note arrives once, on a school day, between seven and eight in the evening, and is mailed once',
  { timeout: 120_000 },
  async ([, first, days]) => {
    await sql`delete from kernel.events`.execute(ent.db);
    await sql`delete from kernel.mails`.execute(ent.db);
    const begin = new Date(`${first}T00:00:00Z`).getTime();
    let written = 0;
    for (let hour = 0; hour < days * 24; hour += 1) {
      const now = new Date(begin + hour * 3_600_000 + 2 * 60_000);
      await ent.db.transaction().execute(async (tx) => {
        if (hour % 5 === 0) {
          const { school, pupil } = homes[hour % homes.length] ?? homes[0]!;
          await emitter(
            tx,
            'notes',
            [notes],
            null,
          )('sent', { to: { guardiansOf: [pupil] }, schoolId: school, payload: { number: written } });
          written += 1;
        }
      });
      // Twice, as two servers would whose clocks agree.
      for (const _ of [1, 2]) {
        await ent.db.transaction().execute(async (tx) => {
          await deliver(tx, [notes], now);
          await arrive(tx, [notes], { now, origin: '' });
        });
        await digest(ent.db, [notes], { now, origin: '' });
      }
    }
    const { rows } = await sql<{ title: string; parent: string; arrived: Date | null; told: Date | null; emitted: Date }>`
    select n.title, n.person_id as parent, n.arrived_at as arrived, n.told_by_mail_at as told, e.emitted_at as emitted
    from kernel.notifications n join kernel.events e on e.id = n.event_id`.execute(ent.db);
    expect(rows).toHaveLength(written);
    expect(new Set(rows.map(({ title }) => title)).size).toBe(written);
    for (const { parent, arrived, told } of rows) {
      const timeZone = homes.find((home) => home.parent === parent)?.timeZone ?? '';
      for (const moment of [arrived, told].filter((at) => at !== null)) {
        const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
        expect(local.dayOfWeek, `${moment.toISOString()} ${timeZone}`).toBeLessThan(6);
        expect(local.hour, `${moment.toISOString()} ${timeZone}`).toBeGreaterThanOrEqual(7);
        expect(local.hour, `${moment.toISOString()} ${timeZone}`).toBeLessThan(20);
        expect(['2026-11-01', '2026-11-11', '2026-12-25', '2027-01-01', '2027-03-29']).not.toContain(local.toPlainDate().toString());
      }
    }
    // Each arrival was mailed the same day or the next school day; at most one mail for each person and day.
    const mails = await sql<{ day: string; count: number }>`
    select key as day, count(*)::int as count from kernel.mails group by key having count(*) > 1`.execute(ent.db);
    expect(mails.rows).toEqual([]);
    const waiting = rows.filter(
      ({ arrived, told }) => arrived !== null && told === null && arrived.getTime() < begin + (days - 4) * 86_400_000,
    );
    expect(waiting).toEqual([]);
  },
);
