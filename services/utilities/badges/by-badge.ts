import { refuse, routesFor, z } from '#kernel';
import { accountIn, comeIn } from './come-in.ts';
import { door } from './device.tsx';
import { deviceBehind } from './devices.ts';
import { hashOf } from './secrets.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { openAction } = routesFor<Tables>();

/** A badge was held before the camera. On a class device only, and only the badges of that class. */
export const byBadge = openAction('/classe/badge', {
  may: () => true,
  does: 'session.opened',
  body: z.object({ badge: z.string(t.badBadge).max(100, t.badBadge) }),
  redraw: door,
  run: async ({ db, me, now, caller, body: { badge } }) => {
    const device = await deviceBehind(db, caller.classDevice, now);
    if (!device) return refuse('no-device', t.deviceClosed, { status: 403 });
    const known = await db
      .selectFrom('badges.badges')
      .select(['pupil_id', 'revoked_at'])
      .where('token_hash', '=', hashOf(badge.trim()))
      .executeTakeFirst();
    const accountId = known && !known.revoked_at ? await accountIn(db, { pupilId: known.pupil_id, classId: device.classId }) : undefined;
    if (!accountId) return refuse('dead-badge', t.badBadge);
    return comeIn({ db, me, device, name: caller.device, address: caller.address, now }, { accountId, method: 'badge' });
  },
});
