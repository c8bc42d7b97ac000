import { randomBytes } from 'node:crypto';
import { generateSync, generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import type { Reader, Writer } from '#kernel/db';
import { drawn, seal, unseal } from './seal.ts';

/** Codes of an application, six digits every thirty seconds (RFC 6238); the code before and the next one are taken too. */
const period = 30;
const use = 'authenticator';

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / period);

/** 160 bits in base32 (RFC 4226 § 4). */
export const newKey = (): string => base32(randomBytes(20));

const base32 = (bytes: Buffer): string => new ScureBase32Plugin().encode(bytes);

/** The code of a step, as the application shows it. */
export const codeAt = (key: string, step: number): string => generateSync({ secret: key, epoch: step * period });

/**
 * The key offered to a session that adds an application: the same as long as the session and the application it replaces stay
 * the same, so that a mistyped code does not change the picture.
 */
export async function offeredKey(
  db: Reader,
  { accountId, sessionId, secret }: { accountId: string; sessionId: string; secret: Buffer },
): Promise<string> {
  const known = await db.selectFrom('kernel.authenticators').select('added_at').where('account_id', '=', accountId).executeTakeFirst();
  return base32(drawn(secret, 'offered key', `${accountId} ${sessionId} ${known?.added_at.getTime() ?? ''}`).subarray(0, 20));
}

/** What the QR code says. */
export const keyAddress = (key: string, { login, issuer }: { login: string; issuer: string }): string =>
  generateURI({ issuer, label: login, secret: key });

/** The step of a code, or nothing. `ahead`: how many codes of the future are taken. */
function stepOf(key: string, code: string, now: Date, ahead = 1): number | undefined {
  const token = code.replace(/\D/g, '');
  if (token.length !== 6) return;
  const epoch = Math.floor(now.getTime() / 1000);
  const checked = verifySync({ secret: key, token, epoch, epochTolerance: [period, ahead * period] });
  return checked.valid ? stepAt(now) + checked.delta : undefined;
}

/** Adds the application that shows this code, in the place of the one before. False when the code is wrong. */
export async function keepAuthenticator(
  db: Writer,
  { accountId, key, code, secret, now }: { accountId: string; key: string; code: string; secret: Buffer; now: Date },
): Promise<boolean> {
  const step = stepOf(key, code, now);
  if (step === undefined) return false;
  const row = { sealed_secret: seal(secret, use, accountId, key), last_step: step, added_at: now };
  await db
    .insertInto('kernel.authenticators')
    .values({ account_id: accountId, ...row })
    .onConflict((known) => known.column('account_id').doUpdateSet(row))
    .execute();
  return true;
}

/**
 * Uses a code up. One statement moves the last step forward: of the same code sent twenty times at once, one wins, and nothing
 * older than it serves again (RFC 6238 § 5.2, ASVS 6.5.1).
 */
export async function useAuthenticator(
  db: Writer,
  { accountId, code, secret, now, ahead }: { accountId: string; code: string; secret: Buffer; now: Date; ahead?: number },
): Promise<boolean> {
  const known = await db.selectFrom('kernel.authenticators').select('sealed_secret').where('account_id', '=', accountId).executeTakeFirst();
  const key = known && opened(known.sealed_secret, accountId, secret);
  const step = key && stepOf(key, code, now, ahead);
  if (!step) return false;
  const moved = await db
    .updateTable('kernel.authenticators')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

/** Nothing when the house changed its secret: the person is then as if they had lost their telephone. */
function opened(sealed: Buffer, accountId: string, secret: Buffer): string | undefined {
  try {
    return unseal(secret, use, accountId, sealed);
  } catch {
    return undefined;
  }
}

/** The first step whose code has not served. */
export async function nextStep(db: Reader, accountId: string, now: Date): Promise<number> {
  const known = await db.selectFrom('kernel.authenticators').select('last_step').where('account_id', '=', accountId).executeTakeFirst();
  return Math.max(stepAt(now), Number(known?.last_step ?? 0) + 1);
}
