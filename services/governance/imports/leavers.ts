import { type Database, sql, type Writer } from '#kernel/db';

/** Three months in all from the first file without them, never more (arrêté du 30 novembre 2006 modifié, art. 6). */
export const graceDays = 60;
export const trashDays = 30;
const before = (now: Date, count: number): Date => new Date(now.getTime() - count * 86_400_000);

/** Another function that lasts: somebody the town or the school made an account for, after the academy let them go. */
const elsewhere = sql`exists (
  select from kernel.functions f where f.person_id = p.id and f.source = 'manual' and f.kind <> 'teacher'
    and (f.ends_on is null or f.ends_on >= current_date))`;

/**
 * Every night: 60 days after leaving an account closes, 30 days later the person is erased, and with them what the services
 * declared as theirs. Whoever has another function that lasts is no leaver. Gives how many of each.
 */
export const leave = (db: Database, now: Date): Promise<{ stayed: number; trashed: number; erased: number }> =>
  db.transaction().execute(async (tx) => {
    const stayed = await count(
      tx,
      sql`update kernel.people p set leaving_since = null, trashed_at = null where p.leaving_since is not null and ${elsewhere}`,
    );
    const erased = await count(
      tx,
      sql`delete from kernel.people p where p.trashed_at <= ${before(now, trashDays)} and p.leaving_since <= ${before(now, graceDays + trashDays)}`,
    );
    const trashed = await count(
      tx,
      sql`update kernel.people p set trashed_at = p.leaving_since + ${`${graceDays * 24} hours`}::interval
        where p.trashed_at is null and p.leaving_since <= ${before(now, graceDays)}`,
    );
    // Nobody signed in stays so: the session of somebody in the trash is refused by the kernel, and closed here.
    await sql`update kernel.sessions s set revoked_at = ${now} from kernel.accounts a join kernel.people p on p.id = a.person_id
      where s.account_id = a.id and p.trashed_at is not null and s.revoked_at is null`.execute(tx);
    return { stayed, trashed, erased };
  });

const count = async (tx: Writer, statement: ReturnType<typeof sql>): Promise<number> =>
  Number((await statement.execute(tx)).numAffectedRows ?? 0);
