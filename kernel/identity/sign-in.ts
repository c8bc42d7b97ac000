import { type Database, sql } from '#kernel/db';
import { isPassword } from './passwords.ts';
import { countTry, forgive, windowsFor } from './throttle.ts';

export type From = { address: string; device: string; knownDevice: string | undefined };
export type Recognised = { accountId: string };
export type Unrecognised = { failed: 'wrong' } | { failed: 'slow'; minutes: number };

/**
 * The account of whoever knows the password. An unknown login, a blocked account and a wrong password look and last the
 * same. Works outside any transaction: the try is counted before the password is looked at, and stays counted.
 */
export async function recognise(
  db: Database,
  { login, password, from }: { login: string; password: string; from: From },
): Promise<Recognised | Unrecognised> {
  const typed = login.trim().toLowerCase();
  const account = await db
    .selectFrom('kernel.accounts')
    .innerJoin('kernel.people', 'kernel.people.id', 'kernel.accounts.person_id')
    .select(['kernel.accounts.id', 'password_hash', 'blocked_at'])
    .where('login', '=', typed)
    .where('trashed_at', 'is', null)
    .where(sql<boolean>`activated_at is not null`)
    .executeTakeFirst();
  const windows = windowsFor('sign-in', typed, from, account?.id);
  const wait = await countTry(db, windows);
  if (wait > 0) return { failed: 'slow', minutes: Math.ceil(wait / 60) };
  const right = await isPassword(account?.password_hash, password);
  if (!right || !account || account.blocked_at) return { failed: 'wrong' };
  await forgive(db, windows);
  return { accountId: account.id };
}
