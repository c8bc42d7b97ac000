import { newId, type Reader, sql, type Writer } from '#kernel/db';
import { newToken, tokenHash } from './tokens.ts';

const hour = 3_600_000;
/** A device kept by the person; a device that may be shared. */
const lasts = { kept: 30 * 24 * hour, shared: 10 * hour };

/** Opens a session and gives the token that the browser keeps; the database only has its hash. */
export async function openSession(
  db: Writer,
  { accountId, device, keep, now }: { accountId: string; device: string; keep: boolean; now: Date },
): Promise<string> {
  const token = newToken();
  await db
    .insertInto('kernel.sessions')
    .values({
      id: newId(now.getTime()),
      token_hash: tokenHash(token),
      account_id: accountId,
      device,
      expires_at: new Date(now.getTime() + (keep ? lasts.kept : lasts.shared)),
    })
    .execute();
  return token;
}

export type OpenSession = { id: string; device: string; created_at: Date; seen_at: Date };

/** The devices where somebody is signed in, the latest used first. */
export const sessionsOf = (db: Reader, accountId: string): Promise<OpenSession[]> =>
  db
    .selectFrom('kernel.sessions')
    .select(['id', 'device', 'created_at', 'seen_at'])
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
