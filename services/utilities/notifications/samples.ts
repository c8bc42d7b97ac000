import { keepSubscription } from '#kernel/outbox';
import type { Samples } from '#kernel/testing';

/** A device that the parent asked to be woken on. */
export const samples: Samples = async (db, { guardianId }) => {
  const endpoint = `https://updates.push.services.mozilla.com/${guardianId}`;
  await keepSubscription(db, {
    personId: guardianId,
    sessionId: null,
    device: 'Firefox sur Android',
    endpoint,
    p256dh: 'p256dh-of-a-sample',
    auth: 'auth-of-a-sample',
  });
  const { id } = await db.selectFrom('kernel.push_subscriptions').select('id').where('endpoint', '=', endpoint).executeTakeFirstOrThrow();
  return { deviceId: id };
};
