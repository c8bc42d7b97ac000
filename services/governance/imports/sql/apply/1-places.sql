-- One school, in one transaction.
-- Each statement keeps what the undo needs in imports.changes, beside the change itself.

-- ▸ people found again
update imports.fates f set person_id = p.id from kernel.people p
where f.import_id = :import and f.school_key = :school and f.category <> 'school' and p.external_id = f.key and p.id <> f.person_id

-- ▸ places above
with recursive needed as (
  select p.* from imports.places p
  join imports.read_schools r on r.import_id = :import and r.external_id = :school and r.trouble is null
    and p.key = any (array[r.circonscription, r.town_key, r.academy])
  where p.import_id = :import
  union
  select above.* from imports.places above join needed on above.import_id = :import and above.key = needed.parent_key
), made as (
  insert into kernel.places (id, kind, name, parent_id, external_id, source)
  select n.place_id, n.kind, n.name, above.place_id, n.key, 'aaf'
  from needed n left join imports.places above on above.import_id = :import and above.key = n.parent_key
  where not exists (select from kernel.places p where p.id = n.place_id)
  order by n.depth
  on conflict (external_id) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'places', array_agg(id) from made having count(*) > 0
-- ▸ school
with made as (
  insert into kernel.places (id, kind, name, parent_id, school_id, external_id, source)
  select s.school_id, 'school', r.name, above.place_id, s.school_id, s.key, 'aaf'
  from imports.schools s
  join imports.read_schools r on r.import_id = :import and r.external_id = s.key and r.trouble is null
  left join imports.places above on above.import_id = :import and above.key = coalesce(r.circonscription, r.academy)
  where s.import_id = :import and s.key = :school and not exists (select from kernel.places p where p.id = s.school_id)
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'places', array_agg(id) from made having count(*) > 0
-- ▸ school card
with made as (
  insert into kernel.schools (id, uai, nature, town_id, rpi, siret, address, postal_code, city, phone, email)
  select s.school_id, r.uai, coalesce(r.nature, 'primaire'), town.place_id, r.rpi, r.siret, r.address, r.postal_code, r.city, r.phone, r.email
  from imports.schools s
  join imports.read_schools r on r.import_id = :import and r.external_id = s.key and r.trouble is null
  left join imports.places town on town.import_id = :import and town.key = r.town_key
  where s.import_id = :import and s.key = :school
  on conflict (id) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'schools', array_agg(id) from made having count(*) > 0
-- ▸ school place changed
with old as (
  select p.*, r.name as new_name, coalesce(above.place_id, p.parent_id) as new_parent from kernel.places p
  join imports.schools s on s.import_id = :import and s.key = :school and s.school_id = p.id
  join imports.read_schools r on r.import_id = :import and r.external_id = s.key and r.trouble is null
  left join imports.places above on above.import_id = :import and above.key = coalesce(r.circonscription, r.academy)
  for no key update of p
), new as (
  update kernel.places p set
    name = case when 'name' = any (p.own_fields) then p.name else old.new_name end,
    parent_id = case when 'parent_id' = any (p.own_fields) then p.parent_id else old.new_parent end,
    external_id = :school, source = 'aaf'
  from old where p.id = old.id and (p.external_id, p.source, p.name, p.parent_id) is distinct from (:school, 'aaf', old.new_name, old.new_parent)
  returning p.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'places', array[new.id], to_jsonb(old) - 'new_name' - 'new_parent', to_jsonb(new)
from old join new on new.id = old.id where to_jsonb(old) - 'new_name' - 'new_parent' <> to_jsonb(new)
-- ▸ school card changed
with old as (
  select k.* from kernel.schools k join imports.schools s on s.import_id = :import and s.key = :school and s.school_id = k.id for no key update of k
), new as (
  update kernel.schools k set
    uai = r.uai,
    nature = case when 'nature' = any (p.own_fields) then k.nature else coalesce(r.nature, k.nature) end,
    town_id = case when 'town_id' = any (p.own_fields) then k.town_id else coalesce(town.place_id, k.town_id) end,
    rpi = case when 'rpi' = any (p.own_fields) then k.rpi else r.rpi end,
    siret = case when 'siret' = any (p.own_fields) then k.siret else coalesce(r.siret, k.siret) end,
    address = case when 'address' = any (p.own_fields) then k.address else r.address end,
    postal_code = case when 'postal_code' = any (p.own_fields) then k.postal_code else r.postal_code end,
    city = case when 'city' = any (p.own_fields) then k.city else r.city end,
    phone = case when 'phone' = any (p.own_fields) then k.phone else r.phone end,
    email = case when 'email' = any (p.own_fields) then k.email else r.email end
  from old join kernel.places p on p.id = old.id
  join imports.read_schools r on r.import_id = :import and r.external_id = :school and r.trouble is null
  left join imports.places town on town.import_id = :import and town.key = r.town_key
  where k.id = old.id
    and (k.uai, k.nature, k.town_id, k.rpi, k.siret, k.address, k.postal_code, k.city, k.phone, k.email)
      is distinct from (r.uai, r.nature, town.place_id, r.rpi, r.siret, r.address, r.postal_code, r.city, r.phone, r.email)
  returning k.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'schools', array[new.id], to_jsonb(old), to_jsonb(new) from old join new on new.id = old.id where to_jsonb(old) <> to_jsonb(new)

-- ▸ classes
with made as (
  insert into kernel.places (id, kind, name, parent_id, school_id, external_id, source, school_year)
  select imports.new_id(), 'class', w.name, s.school_id, s.school_id, w.class_key, 'aaf', :year
  from imports.schools s
  join lateral (
    select f.class_key, max(f.class_name) as name from imports.read_functions f
    join imports.read_people r on r.import_id = :import and r.n = f.n and r.trouble is null
    where f.import_id = :import and f.school_key = :school and f.class_key is not null group by f.class_key
  ) w on true
  where s.import_id = :import and s.key = :school
  order by w.name
  on conflict (external_id) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'places', array_agg(id) from made having count(*) > 0
-- ▸ classes renamed or opened again
with old as (
  select p.*, w.name as new_name from kernel.places p
  join (
    select f.class_key, max(f.class_name) as name from imports.read_functions f
    join imports.read_people r on r.import_id = :import and r.n = f.n and r.trouble is null
    where f.import_id = :import and f.school_key = :school and f.class_key is not null and not f.completed group by f.class_key
  ) w on w.class_key = p.external_id
  where p.kind = 'class' and (p.closed_on is not null or p.school_year <> :year or p.name <> w.name and not 'name' = any (p.own_fields))
  for no key update of p
), new as (
  update kernel.places p set name = case when 'name' = any (p.own_fields) then p.name else old.new_name end, closed_on = null, school_year = :year
  from old where p.id = old.id returning p.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'places', array[new.id], to_jsonb(old) - 'new_name', to_jsonb(new) from old join new on new.id = old.id
-- ▸ classes closed
with old as (
  select p.* from kernel.places p
  join imports.schools s on s.import_id = :import and s.key = :school and s.school_id = p.school_id and s.in_files
  join imports.imports i on i.id = :import and i.kind = 'complet'
  where p.kind = 'class' and p.source = 'aaf' and p.closed_on is null and not exists (
    select from imports.read_functions f where f.import_id = :import and f.school_key = :school and f.class_key = p.external_id)
  for no key update of p
), new as (
  update kernel.places p set closed_on = :day from old where p.id = old.id returning p.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'places', array[new.id], to_jsonb(old), to_jsonb(new) from old join new on new.id = old.id
