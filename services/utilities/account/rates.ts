import { type Me, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

export type ClassRate = {
  id: string;
  name: string;
  schoolId: string;
  school: string;
  /** Accounts, those whose sheet is printed, those in use. */
  families: number;
  familiesIssued: number;
  familiesActive: number;
  pupils: number;
  pupilsActive: number;
};

/** The classes I teach and those of the schools I direct, with how many have come in: the first figure of a deployment. */
export async function classRates(db: Pick<Reader, 'getExecutor'>, me: Me): Promise<ClassRate[]> {
  const { rows } = await sql<ClassRate>`
    select c.id, c.name, school.id as "schoolId", school.name as school,
      count(distinct a.id) filter (where someone.family) as families,
      count(distinct a.id) filter (where someone.family and a.activated_at is null and code.id is not null) as "familiesIssued",
      count(distinct a.id) filter (where someone.family and a.activated_at is not null) as "familiesActive",
      count(distinct a.id) filter (where not someone.family) as pupils,
      count(distinct a.id) filter (where not someone.family and a.activated_at is not null) as "pupilsActive"
    from kernel.places c
    join kernel.places school on school.id = c.school_id
    left join kernel.functions f on f.place_id = c.id and f.kind = 'pupil' and (f.ends_on is null or f.ends_on >= current_date)
    left join lateral (
      select f.person_id as id, false as family
      union all select g.guardian_id, true from kernel.guardianships g where g.pupil_id = f.person_id) someone on true
    left join kernel.people p on p.id = someone.id and p.trashed_at is null
    left join kernel.accounts a on a.person_id = p.id
    left join kernel.activation_codes code on code.account_id = a.id and code.used_at is null and code.revoked_at is null and code.expires_at > now()
    where c.kind = 'class' and c.closed_on is null
      and (c.id = any (${placesOf(me, 'teacher')}::uuid[]) or c.school_id = any (${placesOf(me, 'director')}::uuid[]))
    group by c.id, school.id order by school.name, c.name`.execute(db);
  return rows;
}

export type TeamRate = { id: string; school: string; all: number; active: number };

/** The teams of the schools I direct. */
export async function teamRates(db: Pick<Reader, 'getExecutor'>, me: Me): Promise<TeamRate[]> {
  const { rows } = await sql<TeamRate>`
    select school.id, school.name as school, count(distinct a.id) as all, count(distinct a.id) filter (where a.activated_at is not null) as active
    from kernel.places school
    left join kernel.functions f on f.school_id = school.id and f.kind in ('teacher', 'assistant', 'atsem', 'director')
      and (f.ends_on is null or f.ends_on >= current_date)
    left join kernel.people p on p.id = f.person_id and p.trashed_at is null
    left join kernel.accounts a on a.person_id = p.id
    where school.id = any (${placesOf(me, 'director')}::uuid[])
    group by school.id order by school.name`.execute(db);
  return rows;
}

export type SchoolRate = {
  id: string;
  name: string;
  city: string | null;
  uai: string;
  directors: { name: string; state: 'blocked' | 'active' | 'issued' | 'none' }[];
};

/** The schools of an academy and their directors, for whoever lets the directors in. `q` is looked for as it is. */
export async function directorRates(
  db: Pick<Reader, 'getExecutor'>,
  me: Me,
  { q, from, most }: { q: string; from: number; most: number },
): Promise<SchoolRate[]> {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<SchoolRate>`
    select s.id, place.name, s.city, s.uai, coalesce((
      select json_agg(json_build_object('name', p.first_name || ' ' || p.last_name, 'state',
        case when a.blocked_at is not null then 'blocked' when a.activated_at is not null then 'active'
          when exists (select from kernel.activation_codes c
            where c.account_id = a.id and c.used_at is null and c.revoked_at is null and c.expires_at > now()) then 'issued'
          else 'none' end) order by p.last_name)
      from kernel.functions f
      join kernel.people p on p.id = f.person_id and p.trashed_at is null
      join kernel.accounts a on a.person_id = p.id
      where f.place_id = s.id and f.kind = 'director' and (f.ends_on is null or f.ends_on >= current_date)), '[]') as directors
    from kernel.schools s join kernel.places place on place.id = s.id
    where s.id in ${within(me, 'academy', 'administrator')}
      and (${q} = '' or place.name ilike ${like} or s.city ilike ${like} or s.uai ilike ${like})
    order by s.city, place.name limit ${most} offset ${from}`.execute(db);
  return rows;
}
