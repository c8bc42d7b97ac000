import { newId, type Reader, sql, type Writer } from '#kernel/db';
import { workKinds } from '#kernel/perimeter';
import { lifetimeOf, type Method } from './lifetimes.ts';
import { networkOf } from './throttle.ts';
import { newToken, tokenHash } from './tokens.ts';

export type Opening = {
  accountId: string;
  /** « Firefox sur Android » */
  device: string;
  /** Where the request came from, if it came from somewhere. */
  address?: string;
  /** A device of the person's own, that they asked to keep. */
  keep: boolean;
  now: Date;
  method: Method;
  /** The way in already showed two factors: a passkey with its PIN or fingerprint. */
  secondFactor?: boolean;
};

/** Opens a session and gives the token that the browser keeps; the database only has its hash. */
export async function openSession(
  db: Writer,
  { accountId, device, address, keep, now, method, secondFactor = false }: Opening,
): Promise<string> {
  const token = newToken();
  const { minutes, silence } = lifetimeOf({ method, works: await worksAs(db, accountId), keep });
  await db
    .insertInto('kernel.sessions')
    .values({
      id: newId(now.getTime()),
      token_hash: tokenHash(token),
      account_id: accountId,
      device,
      line: address ? networkOf(address) : null,
      method,
      second_factor_at: secondFactor ? now : null,
      proved_at: now,
      silence_minutes: silence,
      expires_at: new Date(now.getTime() + minutes * 60_000),
    })
    .execute();
  await db
    .updateTable('kernel.accounts')
    .set({ first_opened_at: now })
    .where('id', '=', accountId)
    .where('first_opened_at', 'is', null)
    .execute();
  return token;
}

/** Does the person of this account work here, today? */
export const worksAs = async (db: Reader, accountId: string): Promise<boolean> =>
  (await db
    .selectFrom('kernel.accounts as account')
    .innerJoin('kernel.functions_today as f', 'f.person_id', 'account.person_id')
    .select('f.id')
    .where('account.id', '=', accountId)
    .where('f.kind', 'in', workKinds)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/**
 * The same session under another token, after a second factor or a fresh proof: whoever fixed or saw the earlier token has nothing
 * (ASVS 7.2.4). Nothing when the session ended meanwhile.
 */
export async function renewSession(
  db: Writer,
  sessionId: string,
  { now, secondFactor }: { now: Date; secondFactor: boolean },
): Promise<{ token: string; keep: boolean } | undefined> {
  const token = newToken();
  const renewed = await db
    .updateTable('kernel.sessions')
    .set({ token_hash: tokenHash(token), proved_at: now, ...(secondFactor ? { second_factor_at: now } : {}) })
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .returning(sql<boolean>`expires_at > created_at + interval '1 day'`.as('keep'))
    .executeTakeFirst();
  return renewed && { token, keep: renewed.keep };
}

export type OpenSession = { id: string; device: string; method: Method; line: string | null; created_at: Date; seen_at: Date };

/** The devices where somebody is signed in, the latest used first. */
export const sessionsOf = (db: Reader, accountId: string): Promise<OpenSession[]> =>
  db
    .selectFrom('kernel.sessions')
    .select(['id', 'device', 'method', 'line', 'created_at', 'seen_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('seen_at', 'desc')
    .execute();

/** Ends sessions of an account: one, or all but one. Effective at the next request. Gives how many. */
export async function endSessions(
  db: Writer,
  accountId: string,
  which: { only: string } | { except?: string | undefined },
): Promise<number> {
  let query = db
    .updateTable('kernel.sessions')
    .set({ revoked_at: new Date() })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if ('only' in which) query = query.where('id', '=', which.only);
  else if (which.except) query = query.where('id', '<>', which.except);
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}
