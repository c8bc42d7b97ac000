import { type Me, type Reader, sql } from '#kernel';
import { directs, placesOf, teaches } from '#kernel/perimeter';

export const printsHere = ({ me }: { me: Me }): boolean => placesOf(me, 'teacher', 'director').length > 0;

export type MyClass = { id: string; name: string; school: string; schoolId: string };

/** The classes I print for: mine, and those of the school I direct. */
export async function classesOf(db: Reader, me: Me): Promise<MyClass[]> {
  const { rows } = await sql<MyClass>`
    select c.id, c.name, school.name as school, school.id as "schoolId"
    from kernel.places c join kernel.places school on school.id = c.school_id
    where c.kind = 'class' and c.closed_on is null
      and (c.id = any (${placesOf(me, 'teacher')}::uuid[]) or c.school_id = any (${placesOf(me, 'director')}::uuid[]))
    order by c.id = any (${placesOf(me, 'teacher')}::uuid[]) desc, school.name, c.name, c.id`.execute(db);
  return rows;
}

/** The children of a class of mine, or of the school I direct. */
export async function printsClass({ me, params, db }: { me: Me; params: { classId: string }; db: Reader }): Promise<boolean> {
  const place = await db.selectFrom('kernel.places').select(['kind', 'school_id']).where('id', '=', params.classId).executeTakeFirst();
  return place?.kind === 'class' && (teaches(me, params.classId) || (place.school_id !== null && directs(me, place.school_id)));
}
