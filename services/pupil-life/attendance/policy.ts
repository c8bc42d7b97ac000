import type { Me, Reader } from '#kernel';
import { directs, has, teaches } from '#kernel/perimeter';
import { replacesIn } from '#services/pupil-life/homework';
import type { Tables } from './tables.ts';

type Ask<P> = { me: Me; params: P; db: Reader<Tables>; now: Date };

/** Calls the roll of a class: whoever teaches it, replaces there at this moment, or directs its school. */
export const calls = async ({ me, params: { classId }, db, now }: Ask<{ classId: string }>): Promise<boolean> => {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', classId).executeTakeFirst();
  if (place?.kind !== 'class') return false;
  if (teaches(me, classId) || (place.school_id !== null && directs(me, place.school_id))) return true;
  return (await replacesIn(db, me, now)).some((one) => one.classId === classId);
};

/** Answers for the whole school. */
export const answersForSchool = ({ me, params }: Pick<Ask<{ schoolId: string }>, 'me' | 'params'>): boolean => directs(me, params.schoolId);

/** Prints who is here in the whole school, when everybody is out in the yard: whoever teaches there, or directs it. */
export const countsSchool = ({ me, params: { schoolId } }: Pick<Ask<{ schoolId: string }>, 'me' | 'params'>): boolean =>
  has(me, schoolId, 'director') || me.functions.some((hat) => hat.kind === 'teacher' && hat.schoolId === schoolId);
