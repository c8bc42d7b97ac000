import { timingSafeEqual } from 'node:crypto';
import { type Database, newId, type Reader, type Writer } from '#kernel/db';
import { drawn } from './seal.ts';
import { tokenHash } from './tokens.ts';

/**
 * A code sent by mail: six digits (ASVS 6.5.5 accepts them with the limits below), ten minutes, five tries, once, and only for the
 * browser that asked: it must also bring back a token that the mail does not carry (ASVS 6.6.2, 6.6.3).
 */
export type MailCode = { id: string; accountId: string; email: string | null; keep: boolean };

const lasts = 10 * 60_000;
const tries = 5;

/** The code of a row: drawn from its id under the secret, kept nowhere. */
const codeOf = (secret: Buffer, id: string): string => String(drawn(secret, 'mail code', id).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');

export type Asked = { purpose: 'sign-in' | 'address'; accountId: string; bearer: string; email?: string; keep?: boolean; now: Date };

/** Draws a code; those of the same account for the same purpose die. */
export async function newMailCode(db: Writer, secret: Buffer, { purpose, accountId, bearer, email, keep, now }: Asked): Promise<string> {
  await db.deleteFrom('kernel.mail_codes').where('account_id', '=', accountId).where('purpose', '=', purpose).execute();
  const id = newId(now.getTime());
  await db
    .insertInto('kernel.mail_codes')
    .values({
      id,
      purpose,
      account_id: accountId,
      bearer: tokenHash(bearer),
      email: email ?? null,
      keep: keep ?? false,
      expires_at: new Date(now.getTime() + lasts),
    })
    .execute();
  return codeOf(secret, id);
}

const live = (db: Reader, purpose: Asked['purpose'], bearer: string, now: Date) =>
  db
    .selectFrom('kernel.mail_codes')
    .select(['id', 'account_id as accountId', 'email', 'keep'])
    .where('purpose', '=', purpose)
    .where('bearer', '=', tokenHash(bearer))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now);

/** What this browser is waiting for, if anything. */
export const waitingFor = (
  db: Reader,
  { purpose, bearer, now }: { purpose: Asked['purpose']; bearer: string; now: Date },
): Promise<MailCode | undefined> => live(db, purpose, bearer, now).executeTakeFirst();

/** Its code, for the page of the demonstration. */
export const shownCode = (secret: Buffer, { id }: MailCode): string => codeOf(secret, id);

/** Counts a try, then compares. Works outside any transaction: what is counted stays counted. Does not use the code up. */
export async function checkMailCode(
  db: Database,
  secret: Buffer,
  { purpose, bearer, code, now }: { purpose: Asked['purpose']; bearer: string; code: string; now: Date },
): Promise<MailCode | undefined> {
  const known = await db
    .updateTable('kernel.mail_codes')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('purpose', '=', purpose)
    .where('bearer', '=', tokenHash(bearer))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '<', tries)
    .returning(['id', 'account_id as accountId', 'email', 'keep'])
    .executeTakeFirst();
  const typed = Buffer.from(code.replace(/\D/g, '').slice(0, 6).padEnd(6, '?'));
  const right = timingSafeEqual(typed, Buffer.from(codeOf(secret, known?.id ?? newId())));
  return right && known ? known : undefined;
}

/** Uses a code up: one statement decides who was first. */
export async function useMailCode(db: Writer, { id }: MailCode, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('kernel.mail_codes')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
