import { type Me, type Reader, type Refusal, refuse, sql } from '#kernel';
import { brakesOn } from '#kernel/moderation';
import type { Receiver } from './addressees.ts';
import { strideOf, tooMuch } from './limits.ts';
import type { Content } from './messages.ts';
import { feature, isPupil } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type Leaving = { schoolId: string | null; answersId: string | null; receivers: Receiver[]; content: Content; now: Date };

/** What stands between a message and its readers: nothing, somebody who reads it first, or a sentence that says why not. */
export type Passage =
  | { goes: 'now' }
  | { goes: 'held'; heldFor: 'class'; classId: string }
  | { goes: 'held'; heldFor: 'school'; why: string };

/** Asked once, in the transaction that sends: the brakes, what nobody does on an ordinary day, then what the teacher decided. */
export async function gate(db: Reader<Tables>, me: Me, leaving: Leaving): Promise<Passage | Refusal> {
  return (await braked(db, me, leaving)) ?? (await unusual(db, me, leaving)) ?? (await relayed(db, me, leaving)) ?? { goes: 'now' };
}

/** The brakes that the school or the academy has on. */
async function braked(db: Reader<Tables>, me: Me, { schoolId, answersId, now }: Leaving): Promise<Refusal | undefined> {
  if (!schoolId) return;
  const brake = await brakesOn(db, me, feature, schoolId, now);
  if (brake.state === 'normal' || (brake.state === 'staff-first' && (answersId || me.functions.some(({ kind }) => kind !== 'pupil'))))
    return;
  const sentence = brake.state === 'staff-first' ? t.staffFirst({ reason: brake.reason }) : t.braked({ reason: brake.reason });
  return refuse(brake.state, sentence, { status: 403 });
}

/** Unlike anything this profile does: somebody of the school reads it first. What belongs to no school has nobody to read it. */
async function unusual(db: Reader<Tables>, me: Me, { schoolId, ...leaving }: Leaving): Promise<Passage | undefined> {
  if (!schoolId) return;
  const why = tooMuch(await strideOf(db, me, { schoolId, ...leaving }));
  return why === undefined ? undefined : { goes: 'held', heldFor: 'school', why };
}

/** Between pupils, as the teacher decided: read before it arrives, or after. To the teacher alone, it goes. */
async function relayed(db: Reader<Tables>, me: Me, { receivers }: Leaving): Promise<Passage | undefined> {
  if (!isPupil(me) || !receivers.some((receiver) => receiver.as === 'pupil')) return;
  const { rows } = await sql<{ classId: string }>`
    select class_id as "classId" from kernel.reach_openings where opening = 'pupils' and relayed = 'before'
      and class_id = any (${me.functions.map(({ placeId }) => placeId)}::uuid[]) limit 1`.execute(db);
  return rows[0] && { goes: 'held', heldFor: 'class', classId: rows[0].classId };
}

/** The class whose teacher looks after this message: what pupils write to each other. */
export const classOf = (me: Me, receivers: Receiver[]): string | null =>
  isPupil(me) && receivers.some(({ as }) => as === 'pupil') ? (me.functions.find(({ kind }) => kind === 'pupil')?.placeId ?? null) : null;
