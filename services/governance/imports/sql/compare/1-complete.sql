-- From the rows read to the change set, all at once.

-- ▸ forget fates
delete from imports.fates where import_id = :import
-- ▸ forget schools
delete from imports.schools where import_id = :import
-- ▸ forget places
delete from imports.places where import_id = :import
-- ▸ forget lines
delete from imports.lines where import_id = :import and compared
-- ▸ forget completed functions
delete from imports.read_functions where import_id = :import and completed
-- ▸ forget completed links
delete from imports.read_links where import_id = :import and completed

-- ▸ people read twice
update imports.read_people r set trouble = 'duplicate'
from (
  select n, row_number() over (partition by external_id order by n) as rank from imports.read_people where import_id = :import
) seen
where r.import_id = :import and r.n = seen.n and seen.rank > 1 and r.trouble is null
-- ▸ schools read twice
update imports.read_schools r set trouble = case when by_key > 1 then 'duplicate' else 'duplicate-uai' end
from (
  select n, row_number() over (partition by external_id order by n) as by_key, row_number() over (partition by uai order by n) as by_uai
  from imports.read_schools where import_id = :import and trouble is null and request <> 'delete'
) seen
where r.import_id = :import and r.n = seen.n and (by_key > 1 or (r.uai is not null and by_uai > 1))

-- A modification speaks of some columns: the base says the others, and it is then compared like an addition.
-- ▸ complete schools
update imports.read_schools r set
  uai = case when 'uai' = any (r.given) then r.uai else s.uai end,
  department = substr(case when 'uai' = any (r.given) then r.uai else s.uai end, 1, 3),
  name = case when 'name' = any (r.given) then coalesce(r.name, p.name) else p.name end,
  nature = case when 'nature' = any (r.given) then r.nature else s.nature end,
  siret = case when 'siret' = any (r.given) then r.siret else s.siret end,
  address = case when 'address' = any (r.given) then r.address else s.address end,
  postal_code = case when 'postal_code' = any (r.given) then r.postal_code else s.postal_code end,
  city = case when 'city' = any (r.given) then r.city else s.city end,
  phone = case when 'phone' = any (r.given) then r.phone else s.phone end,
  email = case when 'email' = any (r.given) then r.email else s.email end,
  rpi = case when 'rpi' = any (r.given) then r.rpi else s.rpi end,
  circonscription = case when 'circonscription' = any (r.given) then r.circonscription else above.external_id end,
  town_key = case when 'town_key' = any (r.given) then r.town_key else town.external_id end,
  town_name = case when 'town_key' = any (r.given) then r.town_name else town.name end
from kernel.places p
join kernel.schools s on s.id = p.id
left join kernel.places above on above.id = p.parent_id and above.kind = 'circonscription'
left join kernel.places town on town.id = s.town_id
where r.import_id = :import and r.request = 'modify' and p.external_id = r.external_id
-- ▸ unknown schools modified
update imports.read_schools r set trouble = 'modify-unknown'
where r.import_id = :import and r.request = 'modify' and r.trouble is null
  and not exists (select from kernel.places p where p.external_id = r.external_id)
-- ▸ complete people
update imports.read_people r set
  civility = case when 'civility' = any (r.given) then r.civility else k.civility end,
  first_name = case when 'first_name' = any (r.given) then r.first_name else k.first_name end,
  last_name = case when 'last_name' = any (r.given) then r.last_name else k.last_name end,
  birth_name = nullif(case when 'birth_name' = any (r.given) then r.birth_name else coalesce(k.birth_name, k.last_name) end,
    case when 'last_name' = any (r.given) then r.last_name else k.last_name end),
  birth_date = case when 'birth_date' = any (r.given) then r.birth_date else k.birth_date end,
  email = case when 'email' = any (r.given) then r.email else c.email end,
  academic_email = case when 'academic_email' = any (r.given) then r.academic_email else c.academic_email end,
  phone_home = case when 'phone_home' = any (r.given) then r.phone_home else c.phone_home end,
  phone_work = case when 'phone_work' = any (r.given) then r.phone_work else c.phone_work end,
  phone_mobile = case when 'phone_mobile' = any (r.given) then r.phone_mobile else c.phone_mobile end,
  address = case when 'address' = any (r.given) then r.address else c.address end,
  postal_code = case when 'postal_code' = any (r.given) then r.postal_code else c.postal_code end,
  city = case when 'city' = any (r.given) then r.city else c.city end,
  country = case when 'country' = any (r.given) then r.country else c.country end,
  shares_address = case when 'shares_address' = any (r.given) then r.shares_address else coalesce(c.shares_address, false) end
from kernel.people k left join kernel.contacts c on c.person_id = k.id
where r.import_id = :import and r.request = 'modify' and k.external_id = r.external_id
-- ▸ complete functions
insert into imports.read_functions (import_id, n, at, school_key, class_key, class_name, kind, level, completed)
select :import, r.n, 100, school.external_id, case when place.id <> school.id then place.external_id end,
  case when place.id <> school.id then place.name end, f.kind, case when 'level' = any (r.given) then r.level else f.level end, true
from imports.read_people r
join kernel.people k on k.external_id = r.external_id
join kernel.functions f on coalesce(f.sheet_id, f.person_id) = k.id and f.source = 'aaf'
join kernel.places place on place.id = f.place_id
join kernel.places school on school.id = f.school_id and school.external_id is not null
where r.import_id = :import and r.request = 'modify'
  and not (case when f.kind = 'pupil' then 'places' when f.kind = 'director' then 'directs' else 'functions' end = any (r.given))
-- ▸ complete levels
update imports.read_functions w set level = (
  select max(f.level) from kernel.functions f join kernel.people k on k.id = coalesce(f.sheet_id, f.person_id)
  where k.external_id = r.external_id and f.kind = 'pupil' and f.source = 'aaf')
from imports.read_people r
where w.import_id = :import and r.import_id = :import and r.n = w.n and r.request = 'modify' and r.category = 'pupil' and not w.completed
  and not 'level' = any (r.given)
-- ▸ complete links
insert into imports.read_links (import_id, n, guardian_key, kind, completed)
select :import, r.n, guardian.external_id, min(g.kind), true
from imports.read_people r
join kernel.people k on k.external_id = r.external_id
join kernel.guardianships g on g.pupil_id = coalesce(k.merged_into, k.id) and g.source = 'aaf'
join kernel.people guardian on coalesce(guardian.merged_into, guardian.id) = g.guardian_id and guardian.external_id is not null
where r.import_id = :import and r.request = 'modify' and r.category = 'pupil' and not 'guardians' = any (r.given)
group by r.n, guardian.external_id
