import { type Database, sql, type Writer } from '#kernel/db';
import { erasePeople } from '#kernel/personal-data';
import type { Service } from '#kernel/service';

/** Three months in all from the first file without them, never more (arrêté du 30 novembre 2006 modifié, art. 6). */
export const graceDays = 60;
export const trashDays = 30;
const before = (now: Date, count: number): Date => new Date(now.getTime() - count * 86_400_000);

/** Another function that lasts: somebody the town or the school made an account for, after the academy let them go. */
const elsewhere = sql`exists (
  select from kernel.functions f where coalesce(f.sheet_id, f.person_id) = p.id and f.source = 'manual' and f.kind <> 'teacher'
    and (f.ends_on is null or f.ends_on >= current_date))`;

/** Another sheet of the same human that has not left, or not for that long: one hat goes, the human stays. */
const otherHat = (limit: Date) => sql`exists (
  select from kernel.people sheet where sheet.merged_into = p.id and (sheet.leaving_since is null or sheet.leaving_since > ${limit}))`;

/**
 * Every night: 60 days after leaving an account closes, 30 days later the person is erased (unless they asked that it be kept, frozen), and with them what the services
 * declared as theirs. Whoever has another function that lasts is no leaver; a human whose other sheet stays only loses the functions
 * of the one that left. Gives how many of each.
 */
export const leave = (db: Database, now: Date, services: Service[]): Promise<{ stayed: number; trashed: number; erased: number }> =>
  db.transaction().execute(async (tx) => {
    const [open, kept] = [before(now, graceDays), before(now, graceDays + trashDays)];
    const stayed = await count(
      tx,
      sql`update kernel.people p set leaving_since = null, trashed_at = null where p.leaving_since is not null and ${elsewhere}`,
    );
    const { rows: over } = await sql<{ id: string }>`
      select p.id from kernel.people p
      where p.limited_since is null and p.trashed_at <= ${before(now, trashDays)} and p.leaving_since <= ${kept} and not ${otherHat(kept)} for update`.execute(
      tx,
    );
    const erased = await erasePeople(tx, { ids: over.map(({ id }) => id), services, now });
    const trashed = await count(
      tx,
      sql`update kernel.people p set trashed_at = ${`${graceDays * 24} hours`}::interval + greatest(p.leaving_since, (
          select max(sheet.leaving_since) from kernel.people sheet where sheet.merged_into = p.id))
        where p.trashed_at is null and p.leaving_since <= ${open} and not ${otherHat(open)}`,
    );
    await sql`delete from kernel.functions f using kernel.people p
      where f.source = 'aaf' and p.leaving_since <= ${open} and coalesce(f.sheet_id, f.person_id) = p.id
        and (f.sheet_id = p.id or ${otherHat(open)})`.execute(tx);
    // Nobody signed in stays so: the session of somebody in the trash is refused by the kernel, and closed here.
    await sql`update kernel.sessions s set revoked_at = ${now} from kernel.accounts a join kernel.people p on p.id = a.person_id
      where s.account_id = a.id and p.trashed_at is not null and s.revoked_at is null`.execute(tx);
    return { stayed, trashed, erased };
  });

const count = async (tx: Writer, statement: ReturnType<typeof sql>): Promise<number> =>
  Number((await statement.execute(tx)).numAffectedRows ?? 0);
