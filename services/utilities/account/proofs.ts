import { type Caller, type Me, type Refusal, refuse } from '#kernel';
import { audit } from '#kernel/audit';
import type { Database } from '#kernel/db';
import { forgive, readShown, type Shown, useAuthenticator, windowsFor } from '#kernel/identity';
import { ahead } from './demonstration.ts';
import { w } from './security-texts.ts';
import { slowed } from './slowed.ts';

/** What a signed-in person proves again: a code of their application, or a passkey. Refusals are in the journal (ASVS 16.3.1). */

type Ask = { aside: Database; me: Me; caller: Caller; secret: Buffer; now: Date; origin: string; demonstration: boolean };

/** Uses the code up, outside the action's transaction: a code that was looked at never serves again, whatever comes next. */
export async function proveByApplication(
  { aside, me, caller, secret, now, demonstration }: Ask,
  code: string,
): Promise<Refusal | undefined> {
  const { accountId } = me;
  const wait = await slowed(aside, { purpose: 'totp', subject: accountId, accountId }, caller);
  if (wait) return wait;
  const right = await aside
    .transaction()
    .execute(async (db) => useAuthenticator(db, { accountId, code, secret, now, ahead: await ahead(db, accountId, demonstration) }));
  if (!right) {
    await noteRefusal(aside, me, 'application');
    return refuse('wrong', w.wrongTotp, { field: 'code' });
  }
  await forgive(aside, windowsFor('totp', accountId, caller, accountId));
  return undefined;
}

/** A passkey of this very person; it is used up by the action. `to`: what the challenge was for. */
export async function readMyPasskey({ aside, me, secret, now, origin }: Ask, answer: string, to: string): Promise<Shown | Refusal> {
  const shown = await readShown(aside, answer, { origin, secret, to, now });
  if (shown?.accountId === me.accountId && !shown.frozen) return shown;
  await noteRefusal(aside, me, 'passkey');
  return refuse('wrong', w.wrongPasskey);
}

export const noteRefusal = (aside: Database, me: Me, how: string): Promise<void> =>
  aside.transaction().execute((db) => audit(db, { actorId: me.personId, action: 'account.second-factor.refused', details: { how } }));
