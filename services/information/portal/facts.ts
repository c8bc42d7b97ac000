import { type Me, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

/** What the home page says of each hat. Every list is fetched through the person. */

export type ChildFact = { id: string; firstName: string; place: string | null; school: string };

export async function childrenOf(db: Reader, me: Me): Promise<ChildFact[]> {
  if (me.children.length === 0) return [];
  const { rows } = await sql<ChildFact>`
    select child.id, child."firstName", class.name as place, school.name as school
    from json_to_recordset(${JSON.stringify(me.children)}::json) as child (id uuid, "firstName" text, "schoolId" uuid, "classId" uuid)
    join kernel.places school on school.id = child."schoolId"
    left join kernel.places class on class.id = child."classId"`.execute(db);
  return rows;
}

export type ClassFact = { id: string; name: string; school: string; pupils: number; guardians: number; active: number };

/** My classes, and how many of their families have already come in: the first figure a teacher needs. */
export async function classesOf(db: Reader, me: Me): Promise<ClassFact[]> {
  const { rows } = await sql<ClassFact>`
    select c.id, c.name, school.name as school, count(distinct f.person_id) as pupils,
      count(distinct g.guardian_id) as guardians, count(distinct g.guardian_id) filter (where a.activated_at is not null) as active
    from kernel.places c
    join kernel.places school on school.id = c.school_id
    left join kernel.functions_today f on f.place_id = c.id and f.kind = 'pupil'
    left join kernel.guardianships g on g.pupil_id = f.person_id
      and exists (select from kernel.people guardian where guardian.id = g.guardian_id and guardian.trashed_at is null)
    left join kernel.accounts a on a.person_id = g.guardian_id
    where c.id = any (${placesOf(me, 'teacher', 'atsem', 'assistant')}::uuid[]) and c.kind = 'class' and c.closed_on is null
    group by c.id, school.id order by school.name, c.name`.execute(db);
  return rows;
}

export type SchoolFact = { id: string; name: string; pupils: number; waiting: number; accounts: number; active: number };

/** The schools I direct, with what is left to settle in each. */
export async function schoolsDirectedBy(db: Reader, me: Me): Promise<SchoolFact[]> {
  const { rows } = await sql<SchoolFact>`
    select s.id, s.name,
      (select count(distinct f.person_id) from kernel.functions_today f where f.school_id = s.id and f.kind = 'pupil') as pupils,
      (select count(*) from kernel.places c where c.school_id = s.id and c.kind = 'class' and c.closed_on is null
        and not exists (select from kernel.functions_today f where f.place_id = c.id and f.kind = 'teacher')) as waiting,
      count(distinct a.id) as accounts, count(distinct a.id) filter (where a.activated_at is not null) as active
    from kernel.places s
    left join kernel.functions_today f on f.school_id = s.id
    left join lateral (
      select f.person_id as id union select g.guardian_id from kernel.guardianships g join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null
      where g.pupil_id = f.person_id and f.kind = 'pupil') someone on true
    left join kernel.accounts a on a.person_id = someone.id
    where s.id = any (${placesOf(me, 'director')}::uuid[])
    group by s.id order by s.name`.execute(db);
  return rows;
}

export type TownFact = { town: string; schools: string[] };

/** The towns I work for and the names of their schools: no person's name. */
export async function townsOf(db: Reader, me: Me): Promise<TownFact[]> {
  const { rows } = await sql<TownFact>`
    select town.name as town, coalesce(array_agg(school.name order by school.name) filter (where school.id is not null), '{}') as schools
    from kernel.places town
    left join kernel.schools s on s.town_id = town.id
    left join kernel.places school on school.id = s.id
    where town.id = any (${placesOf(me, 'town')}::uuid[])
    group by town.id order by town.name`.execute(db);
  return rows;
}

export type PerimeterFact = { schools: number; pupils: number };

const wide = ['academy', 'administrator', 'inspector', 'adviser'] as const;

/** How large the perimeter of an academic team, an inspector or an administrator is; nothing for the others. */
export async function perimeterOf(db: Reader, me: Me): Promise<PerimeterFact | null> {
  if (placesOf(me, ...wide).length === 0) return null;
  const { rows } = await sql<PerimeterFact>`
    select count(*) as schools,
      coalesce(sum((select count(distinct f.person_id) from kernel.functions_today f where f.school_id = s.id and f.kind = 'pupil')), 0)::int as pupils
    from kernel.schools s where s.id in ${within(me, ...wide)}`.execute(db);
  return rows[0] ?? null;
}

export type PupilFact = { place: string; teachers: string[] };

export async function classOfPupil(db: Reader, me: Me): Promise<PupilFact | null> {
  const { rows } = await sql<PupilFact>`
    select p.name as place, coalesce((
      select array_agg(distinct coalesce(t.civility, t.first_name) || ' ' || t.last_name)
      from kernel.functions_today f join kernel.people t on t.id = f.person_id where f.place_id = p.id and f.kind = 'teacher'), '{}') as teachers
    from kernel.places p where p.id = any (${placesOf(me, 'pupil')}::uuid[]) order by p.kind limit 1`.execute(db);
  return rows[0] ?? null;
}

export type NewsFact = { id: string; title: string; href: string; at: Date; unread: boolean };

/** News of a child who is no longer in my charge is no longer mine. */
export const newsFor = (db: Reader, me: Me): Promise<NewsFact[]> =>
  db
    .selectFrom('kernel.notifications')
    .select(['id', 'title', 'href', sql<Date>`arrived_at`.as('at'), sql<boolean>`read_at is null`.as('unread')])
    .where('person_id', '=', me.personId)
    .where('arrived_at', 'is not', null)
    .where((where) =>
      where.or([where('about_id', 'is', null), where('about_id', '=', sql<string>`any (${me.children.map(({ id }) => id)}::uuid[])`)]),
    )
    .orderBy('arrived_at', 'desc')
    .limit(5)
    .execute();
