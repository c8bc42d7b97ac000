import { Temporal } from 'temporal-polyfill';
import { publicHolidays } from '#kernel/calendar';

const zone = 'Europe/Paris';
/** One asks at any hour, every day; those who answer work from Monday to Friday, and answer by six in the evening. */
const closes = 18;
/** Working days: what keeps somebody from working does not wait for the others. */
const promised = { blocking: 1, ordinary: 2 } as const;

const isWorkingDay = (day: Temporal.PlainDate): boolean => day.dayOfWeek <= 5 && !publicHolidays(day.year).includes(day.toString());

/** When the first answer is due. What is asked after closing counts from the next working day. */
export function answerDue(at: Date, blocking: boolean): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  let day = local.toPlainDate();
  let left: number = blocking ? promised.blocking : promised.ordinary;
  if (!isWorkingDay(day) || local.hour >= closes) day = nextWorkingDay(day);
  while (left > 0) {
    day = nextWorkingDay(day);
    left -= 1;
  }
  return new Date(day.toZonedDateTime({ timeZone: zone, plainTime: { hour: closes } }).epochMilliseconds);
}

function nextWorkingDay(from: Temporal.PlainDate): Temporal.PlainDate {
  let day = from.add({ days: 1 });
  while (!isWorkingDay(day)) day = day.add({ days: 1 });
  return day;
}
