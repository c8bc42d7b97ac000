import { timingSafeEqual } from 'node:crypto';
import { type Database, newId, type Reader, sql, type Writer } from '#kernel/db';
import { typedLogin } from './logins.ts';
import type { From } from './sign-in.ts';
import { countTry, forgive, windowsFor } from './throttle.ts';
import { codeHmac, newCode, typedCode } from './tokens.ts';

const days30 = 30 * 24 * 3_600_000;

export type Issued = { accountId: string; code: string; expiresAt: Date };

/** A code for each account, drawn and kept nowhere: they work once `keepCodes` has noted them. */
export function drawCodes(accountIds: string[], now: Date): Issued[] {
  const expiresAt = new Date(now.getTime() + days30);
  return accountIds.map((accountId) => ({ accountId, code: newCode(), expiresAt }));
}

/**
 * Makes these codes the ones of their accounts, valid 30 days and once. A code given before dies: only the latest sheet
 * works. The codes are on the paper; the database keeps their HMAC. Two sheets printed at once for somebody: the last one works.
 */
export async function keepCodes(
  db: Writer,
  { issued, secret, issuedBy, now }: { issued: Issued[]; secret: Buffer; issuedBy: string | null; now: Date },
): Promise<void> {
  if (issued.length === 0) return;
  const accountIds = issued.map(({ accountId }) => accountId);
  // One after the other: whoever waits here then sees, and revokes, what the first one inserted.
  await db.selectFrom('kernel.accounts').select('id').where('id', 'in', accountIds).orderBy('id').forUpdate().execute();
  await revokeCodes(db, accountIds, now);
  await db
    .insertInto('kernel.activation_codes')
    .values(
      issued.map(({ accountId, code, expiresAt }) => ({
        id: newId(now.getTime()),
        account_id: accountId,
        code_hmac: codeHmac(secret, accountId, code),
        issued_by: issuedBy,
        issued_at: now,
        expires_at: expiresAt,
      })),
    )
    .execute();
}

/** Draws and keeps at once. */
export async function issueCodes(
  db: Writer,
  { accountIds, ...how }: { accountIds: string[]; secret: Buffer; issuedBy: string | null; now: Date },
): Promise<Issued[]> {
  const issued = drawCodes(accountIds, how.now);
  await keepCodes(db, { issued, ...how });
  return issued;
}

/** The sheets of these accounts are worth nothing any more. */
export const revokeCodes = (db: Writer, accountIds: string[], now: Date): Promise<unknown> =>
  db
    .updateTable('kernel.activation_codes')
    .set({ revoked_at: now })
    .where('account_id', 'in', accountIds)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();

export type CodeCheck =
  | { accountId: string; codeId: string }
  | { failed: 'wrong' }
  | { failed: 'limited' }
  | { failed: 'slow'; minutes: number };

/** Is this the code of that login's sheet? Wrong, used, revoked and expired look the same; whoever holds the right one is told that the account is frozen. Does not use it up. */
export async function checkCode(
  db: Database,
  { login, code, secret, from, now }: { login: string; code: string; secret: Buffer; from: From; now: Date },
): Promise<CodeCheck> {
  const typed = typedLogin(login);
  const windows = windowsFor('activation', typed, from);
  const wait = await countTry(db, windows);
  if (wait > 0) return { failed: 'slow', minutes: Math.ceil(wait / 60) };
  const live = await liveCode(db, typed, now);
  // As long for nobody as for somebody.
  const right = timingSafeEqual(codeHmac(secret, live?.account_id ?? newId(), typedCode(code)), live?.code_hmac ?? Buffer.alloc(32));
  if (!live || !right) return { failed: 'wrong' };
  await forgive(db, windows);
  if (live.limited_since) return { failed: 'limited' };
  return { accountId: live.account_id, codeId: live.id };
}

const liveCode = (db: Reader, login: string, now: Date) =>
  db
    .selectFrom('kernel.activation_codes as code')
    .innerJoin('kernel.accounts as account', 'account.id', 'code.account_id')
    .innerJoin('kernel.people as person', 'person.id', 'account.person_id')
    .select(['code.id', 'code.account_id', 'code.code_hmac', 'person.limited_since'])
    .where('account.login', '=', login)
    .where('account.blocked_at', 'is', null)
    .where('person.trashed_at', 'is', null)
    .where('code.used_at', 'is', null)
    .where('code.revoked_at', 'is', null)
    .where('code.expires_at', '>', now)
    .executeTakeFirst();

/**
 * Uses a code up and sets the account's password; every other session ends, for a sheet also serves those who forgot.
 * False when somebody used the code in the meantime: one statement decides, so a replay cannot win twice.
 */
export async function activate(
  db: Writer,
  { accountId, codeId, passwordHash, now }: { accountId: string; codeId: string; passwordHash: string; now: Date },
): Promise<boolean> {
  if (!(await useCode(db, codeId, now))) return false;
  await setPassword(db, { accountId, passwordHash, now });
  return true;
}

/** Uses a code up. False when somebody did in the meantime. */
export async function useCode(db: Writer, codeId: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('kernel.activation_codes')
    .set({ used_at: now })
    .where('id', '=', codeId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(used.numUpdatedRows) === 1;
}

/**
 * Sets a password, activates the account if it was not, ends its sessions but `keep`, forgets the browsers that knew it, and
 * kills a sheet still lying about.
 */
export async function setPassword(
  db: Writer,
  { accountId, passwordHash, now, keep }: { accountId: string; passwordHash: string; now: Date; keep?: string },
): Promise<void> {
  await revokeCodes(db, [accountId], now);
  await db
    .updateTable('kernel.accounts')
    .set({ password_hash: passwordHash, activated_at: sql<Date>`coalesce(activated_at, ${now})`, devices_known_since: now })
    .where('id', '=', accountId)
    .execute();
  let ended = db
    .updateTable('kernel.sessions')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if (keep) ended = ended.where('id', '<>', keep);
  await ended.execute();
}
