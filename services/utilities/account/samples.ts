import { openSession } from '#kernel/identity';
import type { Samples } from '#kernel/testing';

/** A device of the parent's, and the parent as somebody to help. */
export const samples: Samples = async (db, { guardianId, now }) => {
  const account = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', guardianId).executeTakeFirstOrThrow();
  await openSession(db, { accountId: account.id, device: 'Firefox sur Android', keep: true, now, method: 'password' });
  const session = await db
    .selectFrom('kernel.sessions')
    .select('id')
    .where('account_id', '=', account.id)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return { personId: guardianId, sessionId: session.id };
};
