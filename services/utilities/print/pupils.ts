import { type Reader, sql } from '#kernel';

export type Pupil = {
  first: string;
  last: string;
  birth: string | null;
  level: string | null;
  contacts: { name: string; phones: string[] }[];
};

/** The children of a class by name, and whom to call: guardians who have a telephone, no address. */
export async function pupilsOf(db: Reader, classId: string): Promise<Pupil[]> {
  const { rows } = await sql<Pupil>`
    select p.first_name as first, p.last_name as last, p.birth_date::text as birth, f.level, coalesce((
      select json_agg(json_build_object('name', concat_ws(' ', g.civility, g.first_name, g.last_name),
        'phones', array_remove(array[c.phone_mobile, c.phone_home, c.phone_work], null)) order by g.last_name, g.first_name, g.id)
      from kernel.guardianships link join kernel.people g on g.id = link.guardian_id and g.trashed_at is null
      left join kernel.contacts c on c.person_id = g.id where link.pupil_id = p.id), '[]') as contacts
    from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by p.last_name, p.first_name, p.id`.execute(db);
  return rows;
}

export const classNamed = (db: Reader, classId: string) =>
  db
    .selectFrom('kernel.places as c')
    .innerJoin('kernel.places as school', 'school.id', 'c.school_id')
    .select(['c.name', 'school.name as school'])
    .where('c.id', '=', classId)
    .executeTakeFirst();
