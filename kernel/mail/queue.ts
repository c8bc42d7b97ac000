import { newId, sql, type Writer } from '#kernel/db';
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
  if (queued) await enqueue(db, 'kernel.mail', { id }, { key: `mail ${id}` });
}

/**
 * Takes up again what a server that was killed had in its hands: the queue would leave it locked for four hours. A mail that
 * waits for its next try keeps its time. Sending twice is held off by the mail's own row.
 */
export async function resumeMails(db: Pick<Writer, 'getExecutor'>, now: Date): Promise<void> {
  await sql`
    select graphile_worker.add_job('kernel.mail', json_build_object('id', id), job_key => 'mail ' || id, job_key_mode => 'preserve_run_at')
    from kernel.mails where sent_at is null and queued_at < ${now}::timestamptz - interval '10 minutes'`.execute(db);
}
