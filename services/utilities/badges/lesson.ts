import { Temporal } from 'temporal-polyfill';
import type { Reader } from '#kernel';
import { calendarOf, isSchoolDay } from '#kernel/calendar';

const opens = 7;
const closes = 18;
const longest = 6;

/** Until when a device opened now is the class's: six hours at most, and 18:00. Nothing outside a school day: a tablet taken home is nobody's. */
export async function lessonEnd(db: Reader, schoolId: string, now: Date): Promise<Date | undefined> {
  const calendar = await calendarOf(db, schoolId, now);
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(calendar.timeZone);
  const inSixHours = local.add({ hours: longest });
  if (!calendar.calm) return new Date(inSixHours.epochMilliseconds);
  if (local.hour < opens || local.hour >= closes || !isSchoolDay(calendar, local.toPlainDate().toString())) return;
  const evening = local.with({ hour: closes, minute: 0, second: 0, millisecond: 0 });
  return new Date(Math.min(inSixHours.epochMilliseconds, evening.epochMilliseconds));
}
