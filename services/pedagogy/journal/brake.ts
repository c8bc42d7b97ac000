import { type Me, type Reader, type Refusal, refuse } from '#kernel';
import { brakesOn } from '#kernel/moderation';
import { isPupil } from './policy.ts';
import { t } from './texts.ts';

const feature = 'journal';

/** Why nothing is posted for now, if the school or the academy braked the journal. */
export async function braked(db: Reader, me: Me, schoolId: string, now: Date): Promise<Refusal | undefined> {
  const brake = await brakesOn(db, me, feature, schoolId, now);
  if (brake.state === 'normal' || (brake.state === 'staff-first' && !isPupil(me))) return;
  return refuse(brake.state, t.braked(brake), { status: 403 });
}

/** Why it is not even read. */
export async function closed(db: Reader, me: Me, schoolId: string, now: Date): Promise<string | undefined> {
  const brake = await brakesOn(db, me, feature, schoolId, now);
  return brake.state === 'closed' ? t.braked(brake) : undefined;
}
