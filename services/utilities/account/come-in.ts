import type { Caller, Me, Outcome, Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import { endSessions, type Method, openSession, strangeDeviceFor } from '#kernel/identity';

type Door = { db: Writer; emit: Emit; me: Me | undefined; caller: Caller; now: Date };
type Guest = { accountId: string; keep: boolean; method: Method; secondFactor?: boolean };
type In = Omit<Extract<Outcome, { see: string }>, 'see'>;

/**
 * Somebody comes in: what this browser had open ends, a session opens under a new token, the browser is known from now on, and
 * the person is told when it was not; or that a sheet gave them another password.
 */
export async function comeIn({ db, emit, me, caller, now }: Door, guest: Guest): Promise<In> {
  const { accountId, keep, method } = guest;
  if (me) await endSessions(db, me.accountId, { only: me.sessionId });
  const told = await strangeDeviceFor(db, accountId, caller);
  const token = await openSession(db, { ...guest, ...caller, now });
  const news = method === 'sheet' ? 'password' : 'new-device';
  if (told) await emit(news, { to: { people: [told] }, payload: { device: caller.device }, urgent: true });
  return { session: { token, keep }, device: accountId, waiting: 'ended', note: { details: { accountId, method } } };
}
