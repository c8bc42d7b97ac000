import type { Caller, Me, Outcome, Reader, Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import { endSessions, holderOf, type Method, openSession } from '#kernel/identity';

type Door = { db: Writer; emit: Emit; me: Me | undefined; caller: Caller; now: Date };
type Guest = { accountId: string; keep: boolean; method: Method; secondFactor?: boolean };
type In = Omit<Extract<Outcome, { see: string }>, 'see'>;

/**
 * Somebody comes in: what this browser had open ends, a session opens under a new token, the browser is known from now on, and
 * the person is told when it was not (ASVS 6.3.5). A child's class changes tablets every day: pupils are not told.
 */
export async function comeIn({ db, emit, me, caller, now }: Door, guest: Guest): Promise<In> {
  const { accountId, keep, method } = guest;
  if (me) await endSessions(db, me.accountId, { only: me.sessionId });
  const { knownDevice, pupil, works } = await holderOf(db, accountId, caller);
  const before = await history(db, accountId);
  const token = await openSession(db, { ...guest, ...caller, now });
  const tell = (news: string) => emit(news, { to: { people: [before.personId] }, payload: { device: caller.device }, urgent: true });
  if (before.hasComeIn && !pupil) {
    if (method === 'sheet') await tell('password');
    else if (!knownDevice && (works || before.tellsNewDevice)) await tell('new-device');
  }
  return { session: { token, keep }, device: accountId, waiting: 'ended', note: { details: { accountId, method } } };
}

async function history(db: Reader, accountId: string): Promise<{ personId: string; tellsNewDevice: boolean; hasComeIn: boolean }> {
  const account = await db
    .selectFrom('kernel.accounts')
    .select(['person_id as personId', 'tells_new_device as tellsNewDevice'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const session = await db.selectFrom('kernel.sessions').select('id').where('account_id', '=', accountId).limit(1).executeTakeFirst();
  return { ...account, hasComeIn: session !== undefined };
}
