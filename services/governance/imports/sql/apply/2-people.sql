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
