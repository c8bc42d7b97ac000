import { newId, type Reader, sql, type Writer } from '#kernel/db';
import type { Me } from '#kernel/perimeter';

export type Charter = { id: string; audience: 'adult' | 'child'; version: number; body: string; published_at: Date };

/** Pupils have a charter in their own words. */
export const audienceOf = (me: Me): Charter['audience'] => (me.functions.some((hat) => hat.kind === 'pupil') ? 'child' : 'adult');

/** The version in force, or nothing if none was published. */
export const currentCharter = (db: Reader, audience: Charter['audience']): Promise<Charter | undefined> =>
  db
    .selectFrom('kernel.charters')
    .select(['id', 'audience', 'version', 'body', 'published_at'])
    .where('audience', '=', audience)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Notes that an account accepted a charter; accepting twice keeps the first date. */
export async function acceptCharter(
  db: Writer,
  { accountId, charterId, now }: { accountId: string; charterId: string; now: Date },
): Promise<void> {
  await db
    .insertInto('kernel.charter_acceptances')
    .values({ account_id: accountId, charter_id: charterId, accepted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Publishes the next version: everybody it is for is asked again at their next page. */
export async function publishCharter(
  db: Writer,
  { audience, body, by, now }: { audience: Charter['audience']; body: string; by: string | null; now: Date },
): Promise<number> {
  // Two people publishing at once make two versions, one after the other.
  await sql`select pg_advisory_xact_lock(hashtext('charter'), hashtext(${audience}))`.execute(db);
  const current = await currentCharter(db, audience);
  const version = (current?.version ?? 0) + 1;
  await db
    .insertInto('kernel.charters')
    .values({ id: newId(now.getTime()), audience, version, body, published_at: now, published_by: by })
    .execute();
  return version;
}
