import { type Reader, sql } from '#kernel';

/**
 * The words that anybody who knows the holder of an account would try: their names and login, those of their children, their
 * schools and class, the years and days of birth in figures.
 */
export async function personalWords(db: Pick<Reader, 'getExecutor'>, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ words: string | null }>`
    with holder as (select a.login, p.* from kernel.accounts a join kernel.people p on p.id = a.person_id where a.id = ${accountId}),
    near as (
      select id from holder
      union select g.pupil_id from kernel.guardianships g join holder on holder.id = g.guardian_id
      union select g.guardian_id from kernel.guardianships g join holder on holder.id = g.pupil_id)
    select login as words from holder
    union all
    select concat_ws(' ', p.first_name, p.last_name, p.birth_name, to_char(p.birth_date, 'YYYY DDMMYYYY DDMMYY DDMM YYYYMMDD'))
    from kernel.people p where p.id in (select id from near)
    union all
    select concat_ws(' ', place.name, s.city, s.uai)
    from kernel.functions f
    join kernel.places place on place.id in (f.place_id, f.school_id)
    left join kernel.schools s on s.id = place.id
    where f.person_id in (select id from near)`.execute(db);
  return [...new Set(rows.flatMap(({ words }) => (words ?? '').split(/[^\p{L}\p{M}\p{N}]+/u)).filter(Boolean))];
}
