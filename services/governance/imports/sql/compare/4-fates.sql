-- ▸ fates of the people read
insert into imports.fates (import_id, school_key, key, n, person_id, category, fate, counted, why, changes, kept, login_stem)
select :import, m.school_key, who.key, who.n, who.person_id, who.category,
  case
    when who.trouble = 'no-child' and alone.key is not null then 'leaving'
    when who.trouble is not null then 'rejected'
    when who.request = 'delete' then case when who.known is null or who.was_leaving then 'unchanged' else 'leaving' end
    when who.known is null then 'created'
    when who.was_leaving then 'returned'
    when seats.moved then 'moved'
    when diff.changes is not null or seats.changed or seats.level_changed or families.n is not null then 'updated'
    else 'unchanged'
  end,
  m.first = 1, who.trouble,
  nullif(coalesce(diff.changes, '[]')
    || case when seats.moved then jsonb_build_array(jsonb_build_array('places', seats.was_names, seats.now_names)) else '[]' end
    || case when seats.changed and not seats.moved then jsonb_build_array(jsonb_build_array('functions', null, null)) else '[]' end
    || case when seats.was_level is distinct from seats.now_level then jsonb_build_array(jsonb_build_array('level', seats.was_level, seats.now_level)) else '[]' end
    || case when families.n is not null then jsonb_build_array(jsonb_build_array('guardians', families.was_names, families.now_names)) else '[]' end, '[]'),
  diff.kept,
  case when who.trouble is null and who.request <> 'delete' and not (who.category = 'guardian' and exists (
    select from staying st where st.guardian_key = who.key and st.kind = 'child-welfare')) then r.login_stem end
from who
join (select members.*, row_number() over (partition by key order by rank, school_key) as first from members) m on m.key = who.key
join imports.read_people r on r.import_id = :import and r.n = who.n
left join differing diff on diff.n = who.n
left join seats on seats.n = who.n
left join families on families.n = who.n
left join alone on alone.key = who.key
where (m.rank < 10000 or m.first = 1) and (who.trouble is distinct from 'duplicate' or m.first = 1)
-- ▸ fates of the absent
insert into imports.fates (import_id, school_key, key, n, person_id, category, fate, counted, why)
select :import, school_key, key, null, person_id, category, case when stays then 'moved' else 'leaving' end, true, 'absent'
from absent where not was_leaving
-- ▸ fates of guardians left alone
insert into imports.fates (import_id, school_key, key, n, person_id, category, fate, counted, why)
select :import, school_key, key, null, person_id, 'guardian', 'leaving', true, 'no-child' from alone where n is null
-- ▸ fates of the schools
insert into imports.fates (import_id, school_key, key, n, person_id, category, fate, counted, why, changes)
select :import, coalesce(s.key, r.academy), r.external_id, r.n, coalesce(s.school_id, r.new_id), 'school',
  case
    when r.trouble is not null or r.request <> 'delete' and s.key is null then 'rejected'
    when r.request = 'delete' then 'unchanged'
    when k.id is null then 'created'
    when v.changes is null then 'unchanged'
    else 'updated'
  end, true, coalesce(r.trouble, case when r.request = 'delete' then 'school-deleted' end), v.changes
from imports.read_schools r
left join imports.schools s on s.import_id = :import and s.key = r.external_id and r.trouble is null
left join kernel.schools k on k.id = s.school_id
left join kernel.places p on p.id = k.id
left join kernel.places above on above.id = p.parent_id
left join kernel.places town on town.id = k.town_id
left join lateral (
  select jsonb_agg(jsonb_build_array(field, was, now)) as changes from (values
    ('name', p.name, r.name), ('uai', k.uai, r.uai), ('nature', k.nature, r.nature), ('siret', k.siret, coalesce(r.siret, k.siret)),
    ('address', k.address, r.address), ('postal_code', k.postal_code, r.postal_code), ('city', k.city, r.city), ('phone', k.phone, r.phone),
    ('email', k.email, r.email), ('rpi', k.rpi, r.rpi),
    ('parent_id', above.name, case when above.external_id is distinct from coalesce(r.circonscription, r.academy) then coalesce(r.circonscription, r.academy) else above.name end),
    ('town_id', town.name, case when r.town_key is null or town.external_id = r.town_key then town.name else r.town_name || ' (' || r.town_key || ')' end),
    ('external_id', p.external_id, r.external_id)
  ) each (field, was, now) where k.id is not null and was is distinct from now and not field = any (p.own_fields)
) v on true
where r.import_id = :import
-- ▸ analyze fates
analyze imports.fates

-- ▸ lines of rejected rows
insert into imports.lines (import_id, severity, code, file, line, external_id, school_key, compared)
select :import, case when f.fate = 'rejected' then 'rejected' else 'remark' end, f.why, coalesce(r.file, s.file), coalesce(r.line, s.line),
  case when f.why = 'no-id' then null else f.key end, f.school_key, true
from imports.fates f
left join imports.read_people r on r.import_id = :import and r.n = f.n and f.category <> 'school'
left join imports.read_schools s on s.import_id = :import and s.n = f.n and f.category = 'school'
where f.import_id = :import and f.counted and f.n is not null and f.why is not null
-- ▸ lines of unknown deletions
insert into imports.lines (import_id, severity, code, file, line, external_id, compared)
select :import, 'remark', 'delete-unknown', r.file, r.line, r.external_id, true
from who join imports.read_people r on r.import_id = :import and r.n = who.n where who.request = 'delete' and who.known is null
-- ▸ lines of absent parents
insert into imports.lines (import_id, severity, code, args, file, line, external_id, school_key, compared)
select :import, 'remark', 'absent-parent', jsonb_build_object('guardian', st.guardian_key), r.file, r.line, r.external_id, m.school_key, true
from staying st
join imports.read_people r on r.import_id = :import and r.n = st.n
left join imports.fates m on m.import_id = :import and m.n = st.n and m.counted and m.category = 'pupil'
left join who g on g.key = st.guardian_key and g.trouble is null
left join kernel.people k on k.external_id = st.guardian_key
where g.n is null and k.id is null
-- ▸ lines of functions elsewhere
insert into imports.lines (import_id, severity, code, args, file, line, external_id, compared)
select :import, 'remark', 'function-elsewhere', jsonb_build_object('school', f.school_key), r.file, r.line, r.external_id, true
from imports.read_functions f
join imports.read_people r on r.import_id = :import and r.n = f.n and r.trouble is null
where f.import_id = :import and not exists (
  select from imports.schools s where s.import_id = :import and s.key = f.school_key and s.school_id is not null)
  and (r.category = 'staff' or exists (select from wanted w where w.n = f.n))

-- What the schools stand in: the region, the academy, the department, the circonscription; and their communes.
-- ▸ places above
insert into imports.places (import_id, key, kind, name, depth, parent_key, place_id)
select :import, key, kind, name, depth, parent_key, imports.new_id() from (
  select 'REGION-76' as key, 'region' as kind, 'Occitanie' as name, 1 as depth, null as parent_key
  union
  select distinct academy, 'academy', initcap(academy), 2, 'REGION-76' from imports.read_schools where import_id = :import
  union
  select distinct on (department) 'DEPARTEMENT-' || department, 'department', d.name, 3, r.academy
  from imports.read_schools r
  join (values ('009', 'Ariège'), ('011', 'Aude'), ('012', 'Aveyron'), ('030', 'Gard'), ('031', 'Haute-Garonne'), ('032', 'Gers'),
    ('034', 'Hérault'), ('046', 'Lot'), ('048', 'Lozère'), ('065', 'Hautes-Pyrénées'), ('066', 'Pyrénées-Orientales'), ('081', 'Tarn'),
    ('082', 'Tarn-et-Garonne')) d (code, name) on d.code = r.department
  where import_id = :import
  union
  select distinct on (circonscription) circonscription, 'circonscription', 'Circonscription ' || split_part(circonscription, '-IEN-', 2), 4,
    'DEPARTEMENT-' || department
  from imports.read_schools where import_id = :import and circonscription is not null
  union
  select distinct on (town_key) town_key, 'town', town_name, 4, 'DEPARTEMENT-' || department
  from imports.read_schools where import_id = :import and town_key is not null
) needed
-- ▸ places without a known parent
update imports.places p set parent_key = case when p.kind = 'region' then null else 'REGION-76' end
where p.import_id = :import and not exists (select from imports.places above where above.import_id = :import and above.key = p.parent_key)
-- ▸ places that exist
update imports.places n set place_id = found.id
from (
  select distinct on (n.key) n.key, p.id
  from imports.places n
  join kernel.places p on p.external_id = n.key
    or p.kind = n.kind and p.external_id is null and lower(p.name) = lower(n.name) and (n.kind in ('region', 'academy', 'department') or exists (
      select from kernel.places above where above.id = p.parent_id and above.external_id = n.parent_key))
  where n.import_id = :import
  order by n.key, (p.external_id = n.key) desc nulls last, p.id
) found
where n.import_id = :import and n.key = found.key
-- ▸ counts
update imports.schools s set counts = c.counts
from (
  select school_key, jsonb_object_agg(fate, times) as counts
  from (select school_key, fate, count(*) as times from imports.fates where import_id = :import and counted group by 1, 2) each group by 1
) c
where s.import_id = :import and s.key = c.school_key
