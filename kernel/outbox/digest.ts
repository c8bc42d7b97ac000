import { Temporal } from 'temporal-polyfill';
import { calmMoment } from '#kernel/calendar';
import { type Database, type Reader, sql, type Writer } from '#kernel/db';
import { queueMail } from '#kernel/mail';
import type { Service } from '#kernel/service';
import { speaking } from '#kernel/texts';
import { notificationOf } from './deliver.ts';
import { t } from './texts.ts';

const batch = 200;
const mostLines = 20;
/** What arrived on the evening before the longest holidays of a school year, two weeks, is still told on the way back. */
const mostSilent = '21 days';

type Reading = {
  personId: string;
  name: string;
  email: string;
  language: string;
  hour: number;
  timeZone: string;
  holidays: { startsOn: string; endsOn: string }[];
};
type Untold = { id: string; title: string; service: string; event: string; payload: never; aboutId: string | null };

/**
 * One mail a day at most, at the hour each person chose by the clock of their school, on school days: what arrived, is unread
 * and was not mailed yet. Titles only, and only of what the person may still read. The mail's key is the person and the day,
 * so that running again, or on two servers at once, sends nothing twice. Each person in a transaction of their own: one that
 * fails holds back nobody else's. Returns how many mails were queued.
 */
export async function digest(db: Database, services: Service[], { now, origin }: { now: Date; origin: string }): Promise<number> {
  let queued = 0;
  for (const reading of await whoReads(db, now)) {
    const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(reading.timeZone);
    if (local.hour < reading.hour || calmMoment(reading, now) > now) continue;
    const day = local.toPlainDate().toString();
    try {
      if (await db.transaction().execute((tx) => write(tx, services, reading, { now, origin, day }))) queued += 1;
    } catch (error) {
      process.stderr.write(`digest ${reading.personId}: ${error instanceof Error ? error.stack : error}\n`);
    }
  }
  return queued;
}

type Place = { now: Date; origin: string; day: string };

async function write(
  db: Writer,
  services: Service[],
  { personId, email, name, language }: Reading,
  { now, origin, day }: Place,
): Promise<boolean> {
  const untold = await stillReadable(db, services, personId, now);
  if (untold.length === 0) return false;
  const titles = [...new Set(untold.map(({ title }) => title))];
  await speaking(
    language,
    () =>
      queueMail(db, {
        to: email,
        key: `digest ${personId} ${day}`,
        subject: t.digestSubject({ count: titles.length }),
        text: t.digestMail({ name, lines: linesOf(titles), link: origin }),
      }),
    now,
  );
  await sql`update kernel.notifications set told_by_mail_at = ${now} where id = any (${untold.map(({ id }) => id)}::uuid[])`.execute(db);
  return true;
}

function linesOf(titles: string[]): string {
  const more = titles.length - mostLines;
  return [...titles.slice(0, mostLines).map((title) => t.digestLine({ title })), ...(more > 0 ? [t.digestMore({ count: more })] : [])].join(
    '\n',
  );
}

/** People with something new to read by mail, who want a digest, have an address and an open account; not told today. */
async function whoReads(db: Reader, now: Date): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    select waiting.person_id as "personId", p.first_name as name, coalesce(c.email, c.academic_email) as email, a.language,
      coalesce(choice.digest_hour, 18) as hour, coalesce(s.time_zone, 'Europe/Paris') as "timeZone",
      coalesce((select json_agg(json_build_object('startsOn', h.starts_on, 'endsOn', h.ends_on)) from kernel.holidays h
        where h.zone = s.holiday_zone and h.ends_on > ${now}::timestamptz::date - 2), '[]') as holidays
    from (select distinct person_id from kernel.notifications
      where arrived_at > ${now}::timestamptz - ${mostSilent}::interval and told_by_mail_at is null and read_at is null) waiting
    join kernel.people p on p.id = waiting.person_id and p.trashed_at is null and p.limited_since is null
    join kernel.accounts a on a.person_id = p.id and a.activated_at is not null and a.blocked_at is null
    join kernel.contacts c on c.person_id = p.id and coalesce(c.email, c.academic_email) is not null
    left join kernel.delivery_choices choice on choice.person_id = p.id
    left join lateral (
      select school.time_zone, school.holiday_zone from kernel.schools school
      where school.id = coalesce(
        (select f.school_id from kernel.functions_today f where f.person_id = p.id and f.school_id is not null order by f.id limit 1),
        (select f.school_id from kernel.guardianships g join kernel.functions_today f on f.person_id = g.pupil_id and f.kind = 'pupil'
         where g.guardian_id = p.id order by f.id limit 1))) s on true
    where coalesce(choice.digest, true)
      and not exists (select from kernel.mails m where m.key = 'digest ' || p.id || ' ' ||
        to_char(${now}::timestamptz at time zone coalesce(s.time_zone, 'Europe/Paris'), 'YYYY-MM-DD'))
    order by p.id`.execute(db);
  return rows;
}

async function stillReadable(db: Writer, services: Service[], personId: string, now: Date): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    select n.id, n.title, n.about_id as "aboutId", e.service, e.event, e.payload
    from kernel.notifications n join kernel.events e on e.id = n.event_id
    where n.person_id = ${personId} and n.arrived_at <= ${now} and n.told_by_mail_at is null and n.read_at is null
    order by n.arrived_at desc limit ${batch} for update of n skip locked`.execute(db);
  const readable: Untold[] = [];
  for (const untold of rows)
    if (await notificationOf(services, untold)?.stillMay({ db, payload: untold.payload, personId, aboutId: untold.aboutId }))
      readable.push(untold);
  return readable;
}
