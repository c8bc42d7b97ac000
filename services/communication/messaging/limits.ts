import { Temporal } from 'temporal-polyfill';
import { type Me, type Reader, sql } from '#kernel';
import { calendarOf } from '#kernel/calendar';
import type { Receiver } from './addressees.ts';
import type { Content } from './messages.ts';
import { isPupil, mayHurry } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** What somebody is about to send, with what they sent in the hour before. */
export type Stride = {
  writer: 'pupil' | 'family' | 'school';
  /** How many people this message is for. */
  people: number;
  peopleThisHour: number;
  /** Among those of this hour, how many never exchanged a message with the writer before. */
  strangersThisHour: number;
  /** By the clock of the school, 0 to 23. */
  hour: number;
  links: number;
  /** How many others sent the very same telling words, links and files in this hour. */
  others: number;
};

/** What nobody does on an ordinary day. A school writes to hundreds of families at once: that is its work. */
const most = {
  pupil: { people: 12, strangers: 6, others: 1 },
  family: { people: 20, strangers: 8, others: 2 },
  school: { people: 2000, strangers: Number.POSITIVE_INFINITY, others: 4 },
} as const;

/** The hours when nobody writes to more than a few people; and a pupil, to nobody. `to` is the hour the day begins. */
const night = {
  pupil: { from: 22, to: 6, people: 0 },
  family: { from: 24, to: 5, people: 3 },
  school: { from: 24, to: 5, people: 10 },
} as const;

/**
 * Why this must be read by somebody of the school before it leaves, or nothing. Drawn from what happened on 20 March 2024: one
 * stolen account, three in the morning, everybody, a link.
 */
export function tooMuch({ writer, people, peopleThisHour, strangersThisHour, hour, links, others }: Stride): string | undefined {
  const { from, to, people: few } = night[writer];
  if (writer === 'pupil' && links > 0 && people > 2) return t.heldLink;
  if ((hour >= from || hour < to) && (people > few || (writer === 'family' && links > 0))) return t.heldNight;
  if (others > most[writer].others) return t.heldWave;
  if (peopleThisHour > most[writer].people) return t.heldMany;
  return strangersThisHour > most[writer].strangers ? t.heldStrangers : undefined;
}

/** The stride of whoever sends this now. A message to a whole school asks nothing of each family: strangers are not counted. */
export async function strideOf(
  db: Reader<Tables>,
  me: Me,
  { schoolId, receivers, content, now }: { schoolId: string; receivers: Receiver[]; content: Content; now: Date },
): Promise<Stride> {
  const writer = isPupil(me) ? 'pupil' : mayHurry(me) ? 'school' : 'family';
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<{ people: number; strangers: number; others: number }>`
    with lately as (
      select r.person_id from messaging.messages m
      join messaging.recipients r on r.message_id = m.id and r.field <> 'from'
      where m.sender_id = ${me.personId} and m.sent_at > ${hourAgo}
      union
      select unnest(${receivers.map(({ id }) => id)}::uuid[]))
    select (select count(*) from lately) as people,
      case when ${writer === 'school'} then 0 else (
        select count(*) from lately where not exists (
          select from messaging.recipients theirs
          join messaging.recipients mine on mine.message_id = theirs.message_id and mine.person_id = ${me.personId}
          join messaging.messages m on m.id = theirs.message_id and m.sent_at <= ${hourAgo}
          where theirs.person_id = lately.person_id and 'from' in (theirs.field, mine.field))) end as strangers,
      (select count(distinct m.sender_id) from messaging.messages m
        where ${content.telling} and m.content_hash = ${content.hash} and m.sent_at > ${hourAgo} and m.sender_id <> ${me.personId}) as others`.execute(
    db,
  );
  const { timeZone } = await calendarOf(db, schoolId, now);
  const { people = 0, strangers = 0, others = 0 } = rows[0] ?? {};
  return {
    writer,
    people: receivers.length,
    peopleThisHour: people,
    strangersThisHour: strangers,
    hour: Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).hour,
    links: content.links,
    others,
  };
}
