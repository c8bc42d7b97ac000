import { type Me, type Reader, type Refusal, refuse } from '#kernel';
import { brakesOn } from '#kernel/moderation';
import { t } from './texts.ts';

/** Why nobody's words leave by the carnet for now, if the school or the academy braked it. */
export async function braked(db: Reader, me: Me, schoolId: string, now: Date): Promise<Refusal | undefined> {
  const brake = await brakesOn(db, me, 'liaison', schoolId, now);
  return brake.state === 'read-only' || brake.state === 'closed' ? refuse(brake.state, t.braked(brake), { status: 403 }) : undefined;
}
