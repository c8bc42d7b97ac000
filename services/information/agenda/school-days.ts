import type { Me, Reader } from '#kernel';
import { publicHolidays, schoolDaysOf, schoolTime } from '#kernel/calendar';
import { t } from './texts.ts';

/** Which halves of a day have class; nothing for whoever has no school. */
export const halves = ['both', 'morning', 'afternoon', 'none'] as const;

/** What the calendar says of a day: its halves, and why there is no class where there is a reason. */
type DayOff = { halves: (typeof halves)[number] | null; free: string | null };

/** The school whose calendar I see: where I work, or learn; else my first child's. */
export const schoolOf = (me: Me): string | undefined => me.functions.find((hat) => hat.schoolId)?.schoolId ?? me.children[0]?.schoolId;

const publicHoliday = (day: string): string | null => (publicHolidays(Number(day.slice(0, 4))).includes(day) ? t.publicHoliday : null);

/** The calendar of a school between two ISO days: the zone of its holidays, and a reading of each day. */
export async function calendarOf(
  db: Reader,
  schoolId: string | undefined,
  from: string,
  to: string,
): Promise<{ zone: string | null; on: (day: string) => DayOff }> {
  if (!schoolId) return { zone: null, on: (day) => ({ halves: null, free: publicHoliday(day) }) };
  const school = await db.selectFrom('kernel.schools').select('holiday_zone as zone').where('id', '=', schoolId).executeTakeFirst();
  const time = await schoolTime(db, schoolId, from, to);
  const open = new Map(schoolDaysOf(time, from, to).map((one) => [one.day, one]));
  const holidayOn = (day: string) => time.holidays.find(({ startsOn, endsOn }) => startsOn <= day && day < endsOn)?.name;
  const reasonOn = (day: string) => time.exceptions.find((exception) => exception.day === day)?.reason;
  return {
    zone: school?.zone ?? null,
    on: (day) => {
      const one = open.get(day);
      const halves = one?.morning && one.afternoon ? 'both' : one?.morning ? 'morning' : one ? 'afternoon' : 'none';
      const usual = one ? null : (publicHoliday(day) ?? holidayOn(day) ?? null);
      return { halves, free: reasonOn(day) ?? usual };
    },
  };
}

/** What is said under the day: a holiday, an exception, or that there is class half the day. */
export const saidOf = ({ halves, free }: DayOff): string | null =>
  free ?? (halves === 'morning' ? t.morningOnly : halves === 'afternoon' ? t.afternoonOnly : null);
