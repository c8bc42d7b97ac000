import { type Outcome, refuse, sql, type Writer } from '#kernel';
import { endSessions, type Method, openSession, tokenHash } from '#kernel/identity';
import type { Me } from '#kernel/perimeter';
import type { ClassDevice } from './devices.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type Door = { db: Writer<Tables>; me: Me | undefined; device: ClassDevice; name: string; address: string; now: Date };

/** Opens the session of a child on a class device: whoever was in is out, and it ends with the lesson at the latest. */
export async function comeIn(
  { db, me, device, name, address, now }: Door,
  { accountId, method }: { accountId: string; method: Extract<Method, 'badge' | 'pictures'> },
): Promise<Outcome> {
  if (await isFrozen(db, accountId)) return refuse('limited', t.frozen, { status: 403 });
  if (me) await endSessions(db, me.accountId, { only: me.sessionId });
  const token = await openSession(db, { accountId, device: name, address, keep: false, now, method });
  await sql`
    with own as (
      update kernel.sessions set expires_at = least(expires_at, ${device.expiresAt}) where token_hash = ${tokenHash(token)} returning id)
    insert into badges.entries (session_id, device_id) select id, ${device.id} from own`.execute(db);
  await db
    .updateTable('kernel.accounts')
    .set({ activated_at: now })
    .where('id', '=', accountId)
    .where('activated_at', 'is', null)
    .execute();
  return { see: '/', session: { token, keep: false }, note: { schoolId: device.schoolId, details: { accountId, method } } };
}

const isFrozen = async (db: Writer<Tables>, accountId: string): Promise<boolean> =>
  (
    await sql`
    select from kernel.accounts a join kernel.people p on p.id = a.person_id
    where a.id = ${accountId} and p.limited_since is not null`.execute(db)
  ).rows.length > 0;

/** The account of a pupil of this class who is nothing else, or nothing. */
export async function accountIn(
  db: Pick<Writer<Tables>, 'getExecutor'>,
  { pupilId, classId }: { pupilId: string; classId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select a.id from kernel.accounts a
    join kernel.functions_today f on f.person_id = a.person_id and f.kind = 'pupil' and f.place_id = ${classId}
    where a.person_id = ${pupilId} and a.blocked_at is null
      and not exists (select from kernel.functions_today other where other.person_id = a.person_id and other.kind <> 'pupil')`.execute(db);
  return rows[0]?.id;
}
