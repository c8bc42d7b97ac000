-- The schools that this import may touch. A UAI is national: it finds a school again whatever its key has become.
-- ▸ schools of the files
insert into imports.schools (import_id, key, school_id, uai, name, city, in_files, first, state)
select :import, r.external_id, coalesce(by_uai.id, by_key.id, r.new_id), r.uai, r.name, r.city, r.request = 'add', false, 'ready'
from imports.read_schools r
left join kernel.schools by_uai on by_uai.uai = r.uai
left join kernel.places by_key on by_key.external_id = r.external_id and by_key.kind = 'school'
where r.import_id = :import and r.trouble is null and r.request <> 'delete' and r.name is not null
-- ▸ schools already known
insert into imports.schools (import_id, key, school_id, uai, name, city, in_files, first, state)
select distinct :import::uuid, p.external_id, s.id, s.uai, p.name, s.city, false, false, 'ready'
from kernel.schools s join kernel.places p on p.id = s.id
where p.external_id is not null and not exists (
    select from imports.schools known where known.import_id = :import and (known.key = p.external_id or known.school_id = s.id))
  and (p.external_id in (select school_key from imports.read_functions where import_id = :import)
    or s.id in (
      select f.school_id from imports.read_people r
      join kernel.people k on k.external_id = r.external_id
      left join kernel.guardianships g on g.guardian_id = coalesce(k.merged_into, k.id) and r.category = 'guardian'
      join kernel.functions f on f.person_id in (coalesce(k.merged_into, k.id), g.pupil_id) and f.source = 'aaf'
      where r.import_id = :import))
-- ▸ academies
insert into imports.schools (import_id, key, school_id, uai, name, city, in_files, first, state)
select distinct :import::uuid, academy, null::uuid, null, academy, null, false, false, 'ready' from (
  select academy from imports.read_people where import_id = :import union select academy from imports.read_schools where import_id = :import) a
-- ▸ first imports
update imports.schools s set first = not exists (select from kernel.functions f where f.school_id = s.school_id and f.source = 'aaf')
where s.import_id = :import and s.school_id is not null

-- ▸ wanted
create temp table wanted on commit drop as
select f.n, min(f.at) as at, f.school_key, f.class_key, max(f.class_name) as class_name, f.kind, max(f.level) as level,
  coalesce(case when f.class_key is null then s.school_id else c.id end::text, f.class_key) as place,
  coalesce(max(f.class_name), max(s.name)) as place_name
from imports.read_functions f
join imports.schools s on s.import_id = :import and s.key = f.school_key and s.school_id is not null
left join kernel.places c on c.external_id = f.class_key
where f.import_id = :import
group by f.n, f.school_key, f.class_key, f.kind, s.school_id, c.id
-- ▸ index wanted
create index on wanted (n)
-- ▸ analyze wanted
analyze wanted

-- A row speaks of a sheet (`known`); functions and children are with the human whose sheet it is (`holder`).
-- ▸ who
create temp table who on commit drop as
select r.n, r.external_id as key, r.category, r.request, r.academy, k.id as known, coalesce(k.id, r.new_id) as person_id,
  coalesce(k.merged_into, k.id, r.new_id) as holder,
  k.leaving_since is not null as was_leaving,
  case
    when r.trouble is not null then r.trouble
    when r.request = 'modify' and k.id is null then 'modify-unknown'
    when r.request <> 'delete' and r.category = 'pupil' and w.n is null then 'unknown-school'
  end as trouble
from imports.read_people r
left join kernel.people k on k.external_id = r.external_id
left join (select distinct n from wanted) w on w.n = r.n
where r.import_id = :import
-- ▸ index who
create index on who (key)
-- ▸ analyze who
analyze who

-- Nobody is absent from a Delta. In a Complet, whoever its schools knew and it does not name has left; not those another place still holds.
-- ▸ absent
create temp table absent on commit drop as
select distinct on (p.id) p.id as person_id, p.external_id as key, case when f.kind = 'pupil' then 'pupil' else 'staff' end as category,
  s.key as school_key, p.leaving_since is not null as was_leaving,
  exists (
    select from kernel.functions other where coalesce(other.sheet_id, other.person_id) = p.id and (other.ends_on is null or other.ends_on >= :day::date)
      and (other.source = 'manual' and other.kind <> 'teacher' or not exists (
        select from imports.schools scope where scope.import_id = :import and scope.in_files and scope.school_id = other.school_id))
  ) as stays
from imports.schools s
join kernel.functions f on f.school_id = s.school_id and f.source = 'aaf'
join kernel.people p on p.id = coalesce(f.sheet_id, f.person_id) and p.source = 'aaf' and p.external_id is not null
where s.import_id = :import and s.in_files and :complet::boolean and not exists (select from who where who.key = p.external_id)
order by p.id, s.key

-- Who still has whom, once this is done.
-- ▸ staying links
create temp table staying on commit drop as
select l.guardian_key as guardian_key, p.key as pupil_key, p.holder as pupil_id, l.kind, p.n, false as kept
from imports.read_links l join who p on p.n = l.n and p.trouble is null and p.request <> 'delete'
where l.import_id = :import
union all
select g.external_id, k.external_id, k.id, link.kind, null, true
from kernel.guardianships link
join kernel.people k on k.id = link.pupil_id and k.leaving_since is null
join kernel.people g on coalesce(g.merged_into, g.id) = link.guardian_id and g.external_id is not null
left join who p on p.key = k.external_id
where (p.n is null or p.trouble is not null or (link.source = 'manual' and p.request <> 'delete'))
  and not exists (select from absent where absent.person_id = k.id and not stays)
-- ▸ index staying
create index on staying (guardian_key)
-- ▸ analyze staying
analyze staying

-- ▸ guardians of nobody
update who set trouble = 'no-child'
where category = 'guardian' and request <> 'delete' and trouble is null
  and not exists (select from staying where staying.guardian_key = who.key)
-- ▸ guardians left alone
create temp table alone on commit drop as
select distinct on (g.id) g.id as person_id, g.external_id as key, s.key as school_key, who.n
from imports.schools s
join kernel.functions f on f.school_id = s.school_id and f.kind = 'pupil' and f.source = 'aaf'
join kernel.guardianships link on link.pupil_id = f.person_id and link.source = 'aaf'
join kernel.people g on coalesce(g.merged_into, g.id) = link.guardian_id and g.source = 'aaf' and g.leaving_since is null
left join who on who.key = g.external_id
where s.import_id = :import and (who.n is null or who.trouble = 'no-child')
  and (s.in_files and :complet::boolean or f.person_id in (select holder from who where category = 'pupil'))
  and not exists (select from staying where staying.guardian_key = g.external_id)
  and not exists (select from kernel.functions other where coalesce(other.sheet_id, other.person_id) = g.id and (other.ends_on is null or other.ends_on >= :day::date))
order by g.id, s.key

-- ▸ members
create temp table members on commit drop as
select key, school_key, min(rank) as rank from (
  select who.key, w.school_key, w.at::int as rank from wanted w join who on who.n = w.n where who.trouble is null
  union all
  select st.guardian_key, w.school_key, 100 + w.at from staying st
    join who g on g.key = st.guardian_key join wanted w on w.n = st.n where g.trouble is null
  union all
  select who.key, s.key, 1000 from who
    join kernel.functions f on coalesce(f.sheet_id, f.person_id) = who.known and f.source = 'aaf'
    join imports.schools s on s.import_id = :import and s.school_id = f.school_id
  union all
  select who.key, s.key, 2000 from who
    join kernel.guardianships g on g.guardian_id = who.holder and who.known is not null
    join kernel.functions f on f.person_id = g.pupil_id and f.kind = 'pupil' and f.source = 'aaf'
    join imports.schools s on s.import_id = :import and s.school_id = f.school_id
    where who.category = 'guardian' and (who.request = 'delete' or who.trouble is not null or not exists (
      select from staying st where st.guardian_key = who.key and st.n is not null))
  union all
  select who.key, who.academy, 10000 from who
) m group by key, school_key
-- ▸ index members
create index on members (key)
-- ▸ analyze members
analyze members
