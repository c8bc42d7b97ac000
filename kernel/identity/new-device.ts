import type { Writer } from '#kernel/db';
import type { From } from './sign-in.ts';
import { holderOf } from './way-in.ts';

/**
 * Whom to tell that their account is about to be opened on a browser that does not know it; nobody the first time, for a pupil (a
 * class changes tablets every day), or for a family that chose not to be told (ASVS 6.3.5). Ask before the session opens.
 */
export async function strangeDeviceFor(db: Writer, accountId: string, from: From): Promise<string | undefined> {
  const { knownDevice, pupil, works } = await holderOf(db, accountId, from);
  if (knownDevice || pupil) return;
  const { person_id, tells_new_device, first_opened_at } = await db
    .selectFrom('kernel.accounts')
    .select(['person_id', 'tells_new_device', 'first_opened_at'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (!works && !tells_new_device) return;
  return first_opened_at ? person_id : undefined;
}
