import { Temporal } from 'temporal-polyfill';
import { type Me, newId, type Reader, sql, type Writer } from '#kernel';
import { arrivalAt, calendarOf } from '#kernel/calendar';
import { emitter } from '#kernel/outbox';
import { calledName, folded } from '#kernel/perimeter';
import { type Doc, docOf, plainOf } from '#kernel/rich-text';
import type { Receiver } from './addressees.ts';
import type { Passage } from './gate.ts';
import { notifications } from './notifications.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type Db = Writer<Tables>;

/** When a message of this school, written now, is in its readers' mailboxes. What belongs to no school does not wait. */
export const arrivalOf = async (
  db: Reader,
  { schoolId, urgent, now }: { schoolId: string | null; urgent: boolean; now: Date },
): Promise<Date> => (urgent || !schoolId ? now : arrivalAt(db, schoolId, now));

/** The school a message belongs to: that by which most of its readers are reached, else that of the message it answers. */
export function schoolOf(receivers: Receiver[], otherwise: string | null): string | null {
  const counted = [
    ...Map.groupBy(
      receivers.flatMap(({ schoolId }) => schoolId ?? []),
      (id) => id,
    ),
  ];
  return counted.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? otherwise;
}

type Leaving = {
  id: string;
  schoolId: string | null;
  classId: string | null;
  subject: string;
  body: Doc;
  urgentReason: string | null;
  receivers: Receiver[];
  passage: Passage;
  /** Of its content. */
  hash: Buffer;
  now: Date;
};

/** Puts a draft in the mailboxes of these people, or keeps it waiting. Gives when it arrives; null while it is held. */
export async function put(db: Db, leaving: Leaving): Promise<Date | null> {
  const { id, schoolId, classId, subject, body, urgentReason, receivers, passage, hash, now } = leaving;
  const plain = plainOf(body);
  const held = passage.goes === 'held';
  const arrives = held ? null : await arrivalOf(db, { schoolId, urgent: urgentReason !== null, now });
  await db
    .updateTable('messaging.messages')
    .set({
      state: held ? 'held' : 'sent',
      held_for: held ? passage.heldFor : null,
      school_id: schoolId,
      class_id: classId,
      returned_word: null,
      content_hash: hash,
      folded: foldedText(subject, plain),
      sent_at: now,
      arrives_at: arrives,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
  await db
    .updateTable('messaging.recipients')
    .set({ arrives_at: now, read_at: now, folder_id: null, trashed_at: null })
    .where('message_id', '=', id)
    .where('field', '=', 'from')
    .execute();
  await db
    .insertInto('messaging.recipients')
    .values(
      receivers.map((one) => ({
        message_id: id,
        person_id: one.id,
        field: one.field,
        through_id: one.throughId,
        about_id: one.aboutId,
        arrives_at: arrives,
      })),
    )
    .execute();
  return arrives;
}

/** What a search of one's mailbox reads: the subject and the beginning of the text, folded as names are. */
export const foldedText = (subject: string, plain: string) => folded(sql`${`${subject} ${plain.slice(0, 4000)}`}::text`);

type Told = { id: string; schoolId: string | null; senderId: string | null; urgent: boolean };

/** Tells each reader, in the transaction, when the message arrives: who wrote, about which child, and nothing of what is said. */
export async function tell(db: Db, { id, schoolId, senderId, urgent }: Told): Promise<void> {
  const { rows } = await sql<{ personId: string; aboutId: string | null }>`
    select person_id as "personId", about_id as "aboutId" from messaging.recipients
    where message_id = ${id} and field <> 'from' and arrives_at is not null`.execute(db);
  const sender = await db
    .selectFrom('kernel.people')
    .select(calledName('kernel.people').as('name'))
    .where('id', '=', senderId)
    .executeTakeFirst();
  const emit = emitter(db, 'messaging', [{ name: 'messaging', notifications }], senderId);
  await emit('arrived', { to: { told: rows }, schoolId, payload: { messageId: id, from: sender?.name ?? '' }, urgent });
}

/** Lets a held message go, as whoever it was held for agreed: it arrives when the school is open. False: it is held no more. */
export async function release(
  db: Db,
  { messageId, heldFor, now }: { messageId: string; heldFor: 'class' | 'school'; now: Date },
): Promise<boolean> {
  const held = await db
    .selectFrom('messaging.messages')
    .select(['school_id', 'sender_id', 'urgent_reason', 'held_for'])
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  if (held?.held_for !== heldFor) return false;
  const urgent = held.urgent_reason !== null;
  const arrives = await arrivalOf(db, { schoolId: held.school_id, urgent, now });
  await db
    .updateTable('messaging.messages')
    .set({ state: 'sent', held_for: null, arrives_at: arrives })
    .where('id', '=', messageId)
    .execute();
  await db
    .updateTable('messaging.recipients')
    .set({ arrives_at: arrives })
    .where('message_id', '=', messageId)
    .where('field', '<>', 'from')
    .execute();
  await tell(db, { id: messageId, schoolId: held.school_id, senderId: held.sender_id, urgent });
  return true;
}

/**
 * Answers by themselves for those of these readers who are outside their hours: once a day for each person, never to a pupil,
 * never to an automatic answer. It is in the writer's mailbox at once and rings nowhere: they are there, having just written.
 */
export async function autoReply(
  db: Db,
  me: Me,
  {
    id,
    threadId,
    schoolId,
    subject,
    receivers,
    now,
  }: Omit<Leaving, 'passage' | 'hash' | 'body' | 'urgentReason' | 'classId'> & { threadId: string },
): Promise<void> {
  const { timeZone } = schoolId ? await calendarOf(db, schoolId, now) : { timeZone: 'Europe/Paris' };
  const there = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const { rows } = await sql<{ id: string; sentence: string }>`
    insert into messaging.auto_replies (by_id, to_id, day)
    select h.person_id, ${me.personId}, ${there.toPlainDate().toString()}::date from messaging.hours h
    where h.person_id = any (${receivers.map((one) => one.id)}::uuid[])
      and not (${there.dayOfWeek} = any (h.days) and ${there.hour} >= h.opens and ${there.hour} < h.closes)
    on conflict do nothing
    returning by_id as id, (select sentence from messaging.hours h where h.person_id = by_id) as sentence`.execute(db);
  for (const { id: from, sentence } of rows) {
    const body = docOf(sentence);
    const answer = newId(now.getTime());
    await db
      .insertInto('messaging.messages')
      .values({
        id: answer,
        thread_id: threadId,
        answers_id: id,
        school_id: schoolId,
        sender_id: from,
        state: 'sent',
        subject: t.autoSubject({ subject }),
        body: JSON.stringify(body),
        plain: sentence,
        folded: foldedText(subject, sentence),
        automatic: true,
        no_reply: true,
        updated_at: now,
        sent_at: now,
        arrives_at: now,
      })
      .execute();
    await db
      .insertInto('messaging.recipients')
      .values([
        { message_id: answer, person_id: from, field: 'from', arrives_at: now, read_at: now },
        { message_id: answer, person_id: me.personId, field: 'to', arrives_at: now },
      ])
      .execute();
  }
}
