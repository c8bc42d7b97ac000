import { newId, type Writer } from '#kernel/db';
import { enqueue } from '#kernel/jobs';

export type Letter = {
  to: string;
  subject: string;
  /** Plain text. Never what people wrote to each other: a sentence and a link. */
  text: string;
  /** Asking twice under the same key sends one mail. */
  key?: string;
};

/** Writes a mail in the transaction of the change; it leaves after the commit, or never. */
export async function queueMail(db: Writer, { to, subject, text, key }: Letter): Promise<void> {
  const id = newId();
  const { numInsertedOrUpdatedRows: queued } = await db
    .insertInto('kernel.mails')
    .values({ id, key: key ?? id, recipient: to, subject, body: text })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow();
  if (queued) await enqueue(db, 'kernel.mail', { id });
}
