import { timingSafeEqual } from 'node:crypto';
import { newId, type Reader, sql, type Writer } from '#kernel/db';
import { drawn } from './seal.ts';
import { alphabet, typedCode } from './tokens.ts';

/**
 * Somebody who works here lost their second factor. One person asks, another one confirms, neither is the person; the code is
 * handed over in the flesh and only lets its holder enrol again, after their password (ASVS 6.4.3, 6.4.4).
 */
export type Rescue = { id: string; accountId: string; askedBy: string | null; askedAt: Date; confirmedBy: string | null; expiresAt: Date };

const hour = 3_600_000;
const lasts = { asked: 72 * hour, confirmed: 24 * hour };

/** The rescue under way for an account, if there is one. */
export const rescueOf = (db: Reader, accountId: string, now: Date): Promise<Rescue | undefined> =>
  db
    .selectFrom('kernel.rescues')
    .select([
      'id',
      'account_id as accountId',
      'asked_by as askedBy',
      'asked_at as askedAt',
      'confirmed_by as confirmedBy',
      'expires_at as expiresAt',
    ])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();

/** Asks; false when somebody already did. */
export async function askRescue(db: Writer, { accountId, by, now }: { accountId: string; by: string; now: Date }): Promise<boolean> {
  await endRescues(db, accountId, now, { expired: true });
  const asked = await db
    .insertInto('kernel.rescues')
    .values({
      id: newId(now.getTime()),
      account_id: accountId,
      asked_by: by,
      asked_at: now,
      expires_at: new Date(now.getTime() + lasts.asked),
    })
    .onConflict((known) => known.column('account_id').where('ended_at', 'is', null).doNothing())
    .executeTakeFirst();
  return asked.numInsertedOrUpdatedRows === 1n;
}

/** Confirms; false when there is nothing to confirm, or when whoever confirms is whoever asked, or the person. */
export async function confirmRescue(db: Writer, { accountId, by, now }: { accountId: string; by: string; now: Date }): Promise<boolean> {
  const confirmed = await db
    .updateTable('kernel.rescues')
    .set({ confirmed_by: by, confirmed_at: now, expires_at: new Date(now.getTime() + lasts.confirmed) })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('confirmed_by', 'is', null)
    .where('expires_at', '>', now)
    .where('asked_by', '<>', by)
    .where(sql<boolean>`not exists (select from kernel.accounts a where a.id = account_id and a.person_id = ${by})`)
    .executeTakeFirst();
  return confirmed.numUpdatedRows === 1n;
}

/** Nobody needs it any more, or it was not asked for by the person. */
export async function endRescues(db: Writer, accountId: string, now: Date, { expired = false } = {}): Promise<boolean> {
  let query = db.updateTable('kernel.rescues').set({ ended_at: now }).where('account_id', '=', accountId).where('ended_at', 'is', null);
  if (expired) query = query.where('expires_at', '<=', now);
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** The code of a rescue that was confirmed: twelve symbols, 57 bits, drawn from its id under the secret, kept nowhere. */
export const rescueCode = (secret: Buffer, { id }: Pick<Rescue, 'id'>): string =>
  [...drawn(secret, 'rescue', id).subarray(0, 24)]
    .map((_, at, bytes) => (at % 2 === 0 ? alphabet[((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) % alphabet.length] : ''))
    .join('');

/** Is it the code? Does not use it up. */
export async function isRescueCode(
  db: Reader,
  { accountId, code, secret, now }: { accountId: string; code: string; secret: Buffer; now: Date },
): Promise<boolean> {
  const rescue = await rescueOf(db, accountId, now);
  const typed = Buffer.from(typedCode(code).slice(0, 12).padEnd(12, '?'));
  const right = timingSafeEqual(Buffer.from(rescueCode(secret, rescue ?? { id: newId() })), typed);
  return right && Boolean(rescue?.confirmedBy);
}

/** Uses the code up and takes the lost factors away: one statement decides, the same code does not serve twice. */
export async function useRescue(db: Writer, accountId: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('kernel.rescues')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('confirmed_by', 'is not', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) return false;
  await forgetFactors(db, accountId);
  return true;
}

/** Takes every second factor away: the next page asks to enrol again. */
export async function forgetFactors(db: Writer, accountId: string): Promise<void> {
  await db.deleteFrom('kernel.authenticators').where('account_id', '=', accountId).execute();
  await db.deleteFrom('kernel.passkeys').where('account_id', '=', accountId).execute();
}
