import type { Client } from './sql.ts';

/** Above this share of a school leaving at once, somebody looks before it is done. */
export const mostLeaving = 0.05;

/**
 * Marks « à vérifier » the schools that would lose more than 5 % of their people, or a whole class. A truncated file looks like
 * that. The first import of a school has nothing to lose. The share is of all the school's people, not of those a Delta names.
 */
export async function hold(client: Client, importId: string): Promise<void> {
  await client.query({
    name: 'imports thresholds share',
    text: `
      with members as (
        select s.key, p.id as person_id, f.kind = 'pupil' as child
        from imports.schools s
        join kernel.functions f on f.school_id = s.school_id and f.source = 'aaf'
        join kernel.people p on p.id = f.person_id and p.leaving_since is null
        where s.import_id = $1 and not s.first
      ), known as (
        select key, count(distinct person_id) as before from (
          select key, person_id from members
          union all
          select m.key, g.id from members m join kernel.guardianships link on link.pupil_id = m.person_id
          join kernel.people g on g.id = link.guardian_id and g.leaving_since is null where m.child
        ) everybody group by key
      ), left_by as (
        select school_key as key, count(*) as leaving from imports.fates
        where import_id = $1 and counted and category <> 'school' and fate = 'leaving' group by school_key
      )
      update imports.schools s set before_people = known.before, reasons = case
        when left_by.leaving > known.before * $2::float8
        then jsonb_build_array(jsonb_build_object('code', 'share', 'leaving', left_by.leaving, 'before', known.before)) else '[]' end
      from known left join left_by using (key)
      where s.import_id = $1 and s.key = known.key`,
    values: [importId, mostLeaving],
  });
  await client.query({
    name: 'imports thresholds classes',
    text: `
      update imports.schools s set reasons = s.reasons || emptied.reasons
      from (
        select key, jsonb_agg(jsonb_build_object('code', 'class', 'name', name, 'leaving', pupils) order by name) as reasons
        from (
          select s.key, c.name, count(*) as pupils
          from imports.schools s
          join kernel.places c on c.school_id = s.school_id and c.kind = 'class' and c.source = 'aaf' and c.closed_on is null
          join kernel.functions f on f.place_id = c.id and f.kind = 'pupil' and f.source = 'aaf'
          join kernel.people p on p.id = f.person_id and p.leaving_since is null
          left join imports.fates fate on fate.import_id = $1 and fate.person_id = p.id and fate.counted and fate.fate = 'leaving'
          where s.import_id = $1 and not s.first
            and exists (select from imports.fates any_fate where any_fate.import_id = $1 and any_fate.school_key = s.key and any_fate.fate = 'leaving')
          group by s.key, c.id, c.name
          having count(*) = count(fate.person_id)
        ) emptied group by key
      ) emptied
      where s.import_id = $1 and s.key = emptied.key`,
    values: [importId],
  });
  await client.query(`update imports.schools set state = 'check' where import_id = $1 and reasons <> '[]'`, [importId]);
}
