import { sql, type Writer } from '#kernel';
import { beginnings, publicHolidays, schoolTime } from '#kernel/calendar';
import { repeatsOf } from './events.ts';
import type { Tables } from './tables.ts';

/** Of a repeated event of a school, retires the days that are in its holidays, or public holidays, or brings them back. What was retired by hand stays so. */
export async function leaveHolidays(db: Writer<Tables>, eventId: string, out: boolean): Promise<void> {
  const event = await db
    .selectFrom('agenda.events')
    .select(['school_id', 'first_day', 'every', 'until'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const repeats = repeatsOf({ ...event, skipped: [] });
  if (!event.school_id || !repeats) return;
  const { holidays } = await schoolTime(db, event.school_id, event.first_day, repeats.until);
  const free = (day: string): boolean =>
    publicHolidays(Number(day.slice(0, 4))).includes(day) || holidays.some(({ startsOn, endsOn }) => startsOn <= day && day < endsOn);
  const days = beginnings(event.first_day, repeats, event.first_day, repeats.until).filter(free);
  if (!out) await sql`delete from agenda.skipped_days where event_id = ${eventId} and day = any (${days}::date[])`.execute(db);
  else
    await sql`insert into agenda.skipped_days (event_id, day) select ${eventId}, unnest(${days}::date[]) on conflict do nothing`.execute(
      db,
    );
}
