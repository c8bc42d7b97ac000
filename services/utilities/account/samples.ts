import { newId } from '#kernel';
import { openSession } from '#kernel/identity';
import type { Samples } from '#kernel/testing';

/** A device and a passkey of the parent's, the parent as somebody to help, and the teacher as a colleague who lost a phone. */
export const samples: Samples = async (db, { guardianId, teacherId, now }) => {
  const account = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', guardianId).executeTakeFirstOrThrow();
  await openSession(db, { accountId: account.id, device: 'Firefox sur Android', keep: true, now, method: 'password' });
  const session = await db
    .selectFrom('kernel.sessions')
    .select('id')
    .where('account_id', '=', account.id)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  const passkeyId = newId();
  await db
    .insertInto('kernel.passkeys')
    .values({
      id: passkeyId,
      account_id: account.id,
      credential_id: passkeyId,
      public_key: Buffer.from('x'),
      counter: 0,
      name: 'Téléphone',
    })
    .execute();
  return { personId: guardianId, sessionId: session.id, passkeyId, colleagueId: teacherId };
};
