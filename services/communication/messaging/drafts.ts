import { type Me, newId, type Writer } from '#kernel';
import { type Doc, plainOf } from '#kernel/rich-text';
import type { Field, Tables } from './tables.ts';

type Start = {
  subject?: string;
  body?: Doc;
  threadId?: string;
  answersId?: string;
  to?: { personId: string; field: Field }[];
  files?: string[];
  now: Date;
};

/** Writes a new draft in this person's mailbox. Whom it names is checked when it leaves. */
export async function startDraft(
  db: Writer<Tables>,
  me: Me,
  { subject = '', body, threadId, answersId, to = [], files = [], now }: Start,
): Promise<string> {
  const id = newId(now.getTime());
  const doc = body ?? { type: 'doc', content: [] };
  await db
    .insertInto('messaging.messages')
    .values({
      id,
      thread_id: threadId ?? id,
      answers_id: answersId ?? null,
      sender_id: me.personId,
      subject,
      body: JSON.stringify(doc),
      plain: plainOf(doc),
      updated_at: now,
    })
    .execute();
  await db.insertInto('messaging.recipients').values({ message_id: id, person_id: me.personId, field: 'from' }).execute();
  if (to.length > 0)
    await db
      .insertInto('messaging.addressees')
      .values(to.map(({ personId, field }) => ({ id: newId(), message_id: id, field, person_id: personId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (files.length > 0)
    await db
      .insertInto('messaging.attachments')
      .values(files.map((file_id) => ({ message_id: id, file_id })))
      .execute();
  return id;
}
