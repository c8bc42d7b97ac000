import { type Database, sql } from '#kernel/db';
import { typedLogin } from './logins.ts';
import { isPassword } from './passwords.ts';
import { countTry, forgive, windowsFor } from './throttle.ts';

/** A browser where somebody signed in before, and since when. */
export type KnownDevice = { accountId: string; since: Date };
export type From = { address: string; device: string; knownDevices: KnownDevice[] };
export type Recognised = { accountId: string };
export type Unrecognised = { failed: 'wrong'; accountId?: string | undefined } | { failed: 'slow'; minutes: number };
/** Whoever knows the password is told that their account is frozen, at the request of somebody who may (RGPD, art. 18). */
export type Limited = { failed: 'limited' };

/**
 * The account of whoever knows the password. An unknown login, a blocked account and a wrong password look and last the
 * same. Works outside any transaction: the try is counted before the password is looked at, and stays counted.
 */
export async function recognise(
  db: Database,
  { login, password, from }: { login: string; password: string; from: From },
): Promise<Recognised | Unrecognised | Limited> {
  const typed = typedLogin(login);
  const account = await db
    .selectFrom('kernel.accounts')
    .innerJoin('kernel.people', 'kernel.people.id', 'kernel.accounts.person_id')
    .select(['kernel.accounts.id', 'password_hash', 'blocked_at', 'limited_since'])
    .where('login', '=', typed)
    .where('trashed_at', 'is', null)
    .where(sql<boolean>`activated_at is not null`)
    .executeTakeFirst();
  const windows = windowsFor('sign-in', typed, from, account?.id);
  const wait = await countTry(db, windows);
  if (wait > 0) return { failed: 'slow', minutes: Math.ceil(wait / 60) };
  const right = await isPassword(account?.password_hash, password);
  if (!right || !account || account.blocked_at) return { failed: 'wrong', accountId: account?.id };
  await forgive(db, windows);
  return account.limited_since ? { failed: 'limited' } : { accountId: account.id };
}

/** Asks a signed-in person for their password again. Counted like a sign-in: a session left open does not help guessing. */
export async function confirmPassword(
  db: Database,
  { accountId, password, from }: { accountId: string; password: string; from: From },
): Promise<Recognised | Unrecognised> {
  const windows = windowsFor('password', accountId, from, accountId);
  const wait = await countTry(db, windows);
  if (wait > 0) return { failed: 'slow', minutes: Math.ceil(wait / 60) };
  const account = await db.selectFrom('kernel.accounts').select('password_hash').where('id', '=', accountId).executeTakeFirst();
  if (!(await isPassword(account?.password_hash, password))) return { failed: 'wrong', accountId };
  await forgive(db, windows);
  return { accountId };
}
