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

-- ▸ people
with made as (
  insert into kernel.people (id, civility, first_name, last_name, birth_name, birth_date, external_id, source, created_at)
  select f.person_id, r.civility, r.first_name, r.last_name, r.birth_name, r.birth_date, r.external_id, 'aaf', :now
  from imports.fates f join imports.read_people r on r.import_id = :import and r.n = f.n
  where f.import_id = :import and f.school_key = :school and f.category <> 'school' and f.fate = 'created'
  order by f.person_id
  on conflict (external_id) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'people', array_agg(id) from made having count(*) > 0
-- ▸ contacts
with made as (
  insert into kernel.contacts (person_id, email, academic_email, phone_home, phone_work, phone_mobile, address, postal_code, city, country, shares_address)
  select f.person_id, r.email, r.academic_email, r.phone_home, r.phone_work, r.phone_mobile, r.address, r.postal_code, r.city, r.country, r.shares_address
  from imports.fates f join imports.read_people r on r.import_id = :import and r.n = f.n
  where f.import_id = :import and f.school_key = :school and f.category <> 'school' and f.fate in ('created', 'updated', 'moved', 'returned')
    and (r.shares_address or coalesce(r.email, r.academic_email, r.phone_home, r.phone_work, r.phone_mobile, r.address, r.postal_code, r.city, r.country) is not null)
  on conflict (person_id) do nothing
  returning person_id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'contacts', array_agg(person_id) from made having count(*) > 0
-- ▸ people changed
with old as (
  select p.* from kernel.people p
  where p.id in (
    select person_id from imports.fates f
    where f.import_id = :import and f.school_key = :school and f.category <> 'school' and f.fate in ('updated', 'moved', 'returned') and f.n is not null)
  for no key update of p
), new as (
  update kernel.people p set
    civility = case when 'civility' = any (p.own_fields) then p.civility else r.civility end,
    first_name = case when 'first_name' = any (p.own_fields) then p.first_name else r.first_name end,
    last_name = case when 'last_name' = any (p.own_fields) then p.last_name else r.last_name end,
    birth_name = case when 'birth_name' = any (p.own_fields) then p.birth_name else r.birth_name end,
    birth_date = case when 'birth_date' = any (p.own_fields) then p.birth_date else r.birth_date end,
    leaving_since = null, trashed_at = null
  from old, imports.fates f join imports.read_people r on r.import_id = :import and r.n = f.n
  where p.id = old.id and f.import_id = :import and f.school_key = :school and f.person_id = p.id and f.fate in ('updated', 'moved', 'returned')
  returning p.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'people', array[new.id], to_jsonb(old), to_jsonb(new) from old join new on new.id = old.id where to_jsonb(old) <> to_jsonb(new)
-- ▸ contacts changed
with old as (
  select c.* from kernel.contacts c
  where c.person_id in (
    select person_id from imports.fates f
    where f.import_id = :import and f.school_key = :school and f.category <> 'school' and f.fate in ('updated', 'moved', 'returned') and f.n is not null)
  for no key update of c
), new as (
  update kernel.contacts c set
    email = case when 'email' = any (c.own_fields) then c.email else r.email end,
    academic_email = case when 'academic_email' = any (c.own_fields) or r.category <> 'staff' then c.academic_email else r.academic_email end,
    phone_home = case when 'phone_home' = any (c.own_fields) or r.category <> 'guardian' then c.phone_home else r.phone_home end,
    phone_work = case when 'phone_work' = any (c.own_fields) or r.category <> 'guardian' then c.phone_work else r.phone_work end,
    phone_mobile = case when 'phone_mobile' = any (c.own_fields) or r.category <> 'guardian' then c.phone_mobile else r.phone_mobile end,
    address = case when 'address' = any (c.own_fields) or r.category <> 'guardian' then c.address else r.address end,
    postal_code = case when 'postal_code' = any (c.own_fields) or r.category <> 'guardian' then c.postal_code else r.postal_code end,
    city = case when 'city' = any (c.own_fields) or r.category <> 'guardian' then c.city else r.city end,
    country = case when 'country' = any (c.own_fields) or r.category <> 'guardian' then c.country else r.country end,
    shares_address = case when 'shares_address' = any (c.own_fields) or r.category <> 'guardian' then c.shares_address else r.shares_address end
  from old, imports.fates f join imports.read_people r on r.import_id = :import and r.n = f.n
  where c.person_id = old.person_id and f.import_id = :import and f.school_key = :school and f.person_id = c.person_id
    and f.fate in ('updated', 'moved', 'returned')
  returning c.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'contacts', array[new.person_id], to_jsonb(old), to_jsonb(new)
from old join new on new.person_id = old.person_id where to_jsonb(old) <> to_jsonb(new)

-- ▸ functions ended
with gone as (
  delete from kernel.functions x
  using imports.fates f, imports.schools s
  where f.import_id = :import and f.school_key = :school and f.category in ('pupil', 'staff') and f.fate in ('updated', 'moved', 'returned')
    and s.import_id = :import and s.key = :school and x.person_id = f.person_id and x.source = 'aaf'
    and (f.category = 'pupil' and f.n is not null or x.school_id = s.school_id)
    and not exists (
      select from imports.read_functions w join kernel.places p on p.external_id = coalesce(w.class_key, w.school_key)
      where w.import_id = :import and w.n = f.n and p.id = x.place_id and w.kind = x.kind)
  returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, before) select :import, :school, 'functions', array[id], to_jsonb(gone) from gone
-- ▸ levels changed
with old as (
  select x.*, w.level as new_level from imports.fates f
  join imports.read_functions w on w.import_id = :import and w.n = f.n and w.school_key = :school
  join kernel.places p on p.external_id = coalesce(w.class_key, w.school_key)
  join kernel.functions x on x.person_id = f.person_id and x.place_id = p.id and x.kind = w.kind and x.source = 'aaf'
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('updated', 'moved', 'returned')
    and x.level is distinct from w.level
  for no key update of x
), new as (
  update kernel.functions x set level = old.new_level from old where x.id = old.id returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'functions', array[new.id], to_jsonb(old) - 'new_level', to_jsonb(new) from old join new on new.id = old.id
-- ▸ functions
with made as (
  insert into kernel.functions (id, person_id, place_id, school_id, kind, level, source)
  select imports.new_id(), seat.* from (
    select distinct on (f.person_id, coalesce(c.id, s.school_id), w.kind) f.person_id, coalesce(c.id, s.school_id), s.school_id, w.kind, w.level, 'aaf'
    from imports.fates f
    join imports.schools s on s.import_id = :import and s.key = :school
    join imports.read_functions w on w.import_id = :import and w.school_key = :school and w.n = f.n
    left join kernel.places c on c.external_id = w.class_key
    where f.import_id = :import and f.school_key = :school and f.category in ('pupil', 'staff') and f.fate in ('created', 'updated', 'moved', 'returned')
      and s.school_id is not null
    order by 1, 2, 4, w.level
  ) seat
  on conflict (person_id, place_id, kind) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'functions', array_agg(id) from made having count(*) > 0

-- ▸ guardianships ended
with gone as (
  delete from kernel.guardianships x
  using imports.fates f, kernel.people g
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('updated', 'moved', 'returned') and f.n is not null
    and x.pupil_id = f.person_id and x.source = 'aaf' and g.id = x.guardian_id
    and not exists (select from imports.read_links l where l.import_id = :import and l.n = f.n and l.guardian_key = g.external_id)
  returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, other_keys, before)
select :import, :school, 'guardianships', array[pupil_id], array[guardian_id], to_jsonb(gone) from gone
-- ▸ guardianships changed
with old as (
  select x.*, l.kind as new_kind from imports.fates f
  join imports.read_links l on l.import_id = :import and l.n = f.n
  join kernel.people g on g.external_id = l.guardian_key
  join kernel.guardianships x on x.pupil_id = f.person_id and x.guardian_id = g.id and x.source = 'aaf' and x.kind <> l.kind
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('updated', 'moved', 'returned')
  for no key update of x
), new as (
  update kernel.guardianships x set kind = old.new_kind from old where x.pupil_id = old.pupil_id and x.guardian_id = old.guardian_id returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, other_keys, before, after)
select :import, :school, 'guardianships', array[new.pupil_id], array[new.guardian_id], to_jsonb(old) - 'new_kind', to_jsonb(new)
from old join new on new.pupil_id = old.pupil_id and new.guardian_id = old.guardian_id
-- ▸ guardianships
with made as (
  insert into kernel.guardianships (pupil_id, guardian_id, kind, source)
  select f.person_id, g.id, l.kind, 'aaf'
  from imports.fates f
  join imports.read_links l on l.import_id = :import and l.n = f.n
  join kernel.people g on g.external_id = l.guardian_key
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('created', 'updated', 'moved', 'returned')
    and g.id <> f.person_id
  on conflict (pupil_id, guardian_id) do nothing
  returning pupil_id, guardian_id
)
insert into imports.changes (import_id, school_key, place, keys, other_keys)
select :import, :school, 'guardianships', array_agg(pupil_id), array_agg(guardian_id) from made having count(*) > 0

-- The same lock as the kernel's createAccount takes, one per stem, in an order: two makers of homonyms wait for each other.
-- ▸ logins locked
select pg_advisory_xact_lock(hashtext('login'), stem) from (
  select distinct hashtext(f.login_stem) as stem from imports.fates f
  where f.import_id = :import and f.school_key = :school and f.login_stem is not null and f.fate in ('created', 'updated', 'moved', 'returned')
    and not exists (select from kernel.accounts a where a.person_id = f.person_id)
  order by 1
) stems
-- ▸ accounts
with fresh as (
  select f.person_id, f.login_stem as stem from imports.fates f
  join kernel.people p on p.id = f.person_id
  where f.import_id = :import and f.school_key = :school and f.login_stem is not null and f.fate in ('created', 'updated', 'moved', 'returned')
    and not exists (select from kernel.accounts a where a.person_id = f.person_id)
), numbered as (
  select person_id, stem, coalesce(known.last, 0) + row_number() over (partition by stem order by person_id) as rank
  from fresh
  cross join lateral (
    select max(coalesce(nullif(substr(a.login, length(fresh.stem) + 1), ''), '1')::int) as last from kernel.accounts a
    where rtrim(a.login, '0123456789') = rtrim(fresh.stem, '0123456789')
      and starts_with(a.login, fresh.stem) and substr(a.login, length(fresh.stem) + 1) ~ '^[0-9]{0,6}$'
  ) known
), made as (
  insert into kernel.accounts (id, person_id, login, created_at)
  select imports.new_id(), person_id, stem || case when rank = 1 then '' else rank::text end, :now from numbered
  on conflict (login) do nothing
  returning id
), noted as (
  insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'accounts', array_agg(id) from made having count(*) > 0
)
select (select count(*) from fresh) - (select count(*) from made) as left_over

-- ▸ leavers
with old as (
  select p.* from kernel.people p
  join imports.fates f on f.import_id = :import and f.school_key = :school and f.category <> 'school' and f.fate = 'leaving' and f.person_id = p.id
  where p.leaving_since is null
  for no key update of p
), new as (
  update kernel.people p set leaving_since = :now from old where p.id = old.id returning p.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'people', array[new.id], to_jsonb(old), to_jsonb(new) from old join new on new.id = old.id

-- ▸ done
update imports.schools set state = 'applied', applied_at = :now where import_id = :import and key = :school
-- ▸ journal
insert into kernel.audit (id, actor_id, school_id, action, details)
select imports.new_id(), i.approved_by, s.school_id, 'imports.school.applied', jsonb_build_object('import', i.id, 'counts', s.counts)
from imports.imports i join imports.schools s on s.import_id = i.id and s.key = :school where i.id = :import
