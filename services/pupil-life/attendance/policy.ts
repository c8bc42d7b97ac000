import type { Me, Reader } from '#kernel';
import { speaksFor } from '#kernel/people';
import { directs, has, isGuardianOf, teaches } from '#kernel/perimeter';
import { replacesIn } from '#services/pupil-life/homework';
import type { Tables } from './tables.ts';

type Ask<P> = { me: Me; params: P; db: Reader<Tables>; now: Date };

/** Answers for the absences of a class all year long: whoever teaches it, or directs its school. Never a substitute. */
export const answersForClass = async ({ me, params: { classId }, db }: Omit<Ask<{ classId: string }>, 'now'>): Promise<boolean> => {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', classId).executeTakeFirst();
  return place?.kind === 'class' && (teaches(me, classId) || (place.school_id !== null && directs(me, place.school_id)));
};

/** Calls the roll of a class: whoever answers for it, or replaces there, for this very day. */
export const calls = async ({ me, params, db, now }: Ask<{ classId: string; day?: string }>): Promise<boolean> => {
  if (await answersForClass({ me, params, db })) return true;
  const replaced = (await replacesIn(db, me, now)).find(({ classId }) => classId === params.classId);
  return replaced !== undefined && (params.day === undefined || params.day === replaced.day);
};

/** Answers for the whole school. */
export const answersForSchool = ({ me, params }: Pick<Ask<{ schoolId: string }>, 'me' | 'params'>): boolean => directs(me, params.schoolId);

/** Prints who is here in the whole school, when everybody is out in the yard: whoever teaches there, or directs it. */
export const countsSchool = ({ me, params: { schoolId } }: Pick<Ask<{ schoolId: string }>, 'me' | 'params'>): boolean =>
  has(me, schoolId, 'director') || me.functions.some((hat) => hat.kind === 'teacher' && hat.schoolId === schoolId);

/** Answers for a class where this child is today, and so decides of their absences. */
export const judges = async ({ me, params: { pupilId }, db }: Ask<{ pupilId: string }>): Promise<boolean> => {
  const seats = await db
    .selectFrom('kernel.functions_today')
    .select('place_id as classId')
    .where('person_id', '=', pupilId)
    .where('kind', '=', 'pupil')
    .execute();
  for (const params of seats) if (await answersForClass({ me, params, db })) return true;
  return false;
};

/** Says to the school why this child is not there: each guardian, unless a court left them the right to be told and no more. */
export const declares = async ({ me, params: { pupilId }, db }: Omit<Ask<{ pupilId: string }>, 'now'>): Promise<boolean> =>
  isGuardianOf(me, pupilId) && (await speaksFor(db, me.personId, pupilId));
