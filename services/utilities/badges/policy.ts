import type { Me, Reader } from '#kernel';
import { directs, placesOf, teaches } from '#kernel/perimeter';

/** Badges and class devices are the business of whoever teaches the class, and of the director. */

type Ask<P> = { me: Me; db: Reader; params: P };

export const hasClasses = ({ me }: { me: Me }): boolean => placesOf(me, 'teacher', 'director').length > 0;

export async function keepsClass({ me, db, params }: Ask<{ classId: string }>): Promise<boolean> {
  const place = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', params.classId)
    .where('kind', '=', 'class')
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return place !== undefined && (teaches(me, params.classId) || (place.school_id !== null && directs(me, place.school_id)));
}

/** A pupil of this very class, today. */
export const keepsPupil = async ({ me, db, params }: Ask<{ classId: string; pupilId: string }>): Promise<boolean> =>
  (await keepsClass({ me, db, params })) && (await isIn(db, params));

export const isIn = async (db: Reader, { classId, pupilId }: { classId: string; pupilId: string }): Promise<boolean> =>
  (await db
    .selectFrom('kernel.functions_today')
    .select('id')
    .where('person_id', '=', pupilId)
    .where('place_id', '=', classId)
    .where('kind', '=', 'pupil')
    .executeTakeFirst()) !== undefined;
