import { type Reader, sql } from '#kernel';

export type Member = {
  id: string;
  name: string;
  functionId: string;
  kind: 'teacher' | 'director' | 'assistant' | 'atsem' | 'town';
  /** ISO day. */
  endsOn: string | null;
  byHand: boolean;
};

/** The adults of a school: one line for each function at the school itself, or in one of its classes when that is all they have. */
export async function staffOf(db: Reader, schoolId: string): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select p.id, p.first_name || ' ' || p.last_name as name, f.kind, f.ends_on as "endsOn", f.id as "functionId", f.source = 'manual' as "byHand"
    from kernel.functions_today f
    join kernel.people p on p.id = f.person_id
    where f.school_id = ${schoolId} and f.kind in ('teacher', 'director', 'assistant', 'atsem')
      and (f.place_id = ${schoolId} or not exists (
        select from kernel.functions_today whole where whole.person_id = f.person_id and whole.place_id = ${schoolId}))
    union
    select p.id, p.first_name || ' ' || p.last_name, f.kind, f.ends_on, f.id, true
    from kernel.functions_today f
    join kernel.schools s on s.town_id = f.place_id and s.id = ${schoolId}
    join kernel.people p on p.id = f.person_id
    where f.kind = 'town'
    order by name`.execute(db);
  return rows;
}
