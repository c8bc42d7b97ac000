-- The undo of one school, in one transaction: rows made go, rows ended come back, columns changed get their value back — unless
-- somebody changed them since.

-- A parent whose other child is in a school that stays, stays with it: that school will take them back, when it is.
-- ▸ shared people handed over
with heirs as (
  select f.person_id, min(f.school_key) as heir from imports.fates f
  join imports.schools s on s.import_id = f.import_id and s.key = f.school_key and s.state = 'kept' and s.key <> :school
  where f.import_id = :import and f.category <> 'school'
    and f.person_id in (select unnest(keys) from imports.changes where import_id = :import and school_key = :school and place = 'people' and before is null)
  group by f.person_id
), given as (
  select c.id, c.place, key, h.heir from imports.changes c, unnest(c.keys) key
  left join kernel.accounts a on a.id = key
  join heirs h on h.person_id = coalesce(a.person_id, key)
  where c.import_id = :import and c.school_key = :school and c.before is null and c.place in ('people', 'contacts', 'accounts')
), taken as (
  update imports.changes c set keys = array(select key from unnest(c.keys) key except select g.key from given g where g.id = c.id)
  where c.id in (select id from given)
)
insert into imports.changes (import_id, school_key, place, keys) select :import, heir, place, array_agg(key) from given group by heir, place

-- ▸ guardianships made
delete from kernel.guardianships x using (
  select unnest(keys) as pupil, unnest(other_keys) as guardian from imports.changes
  where import_id = :import and school_key = :school and place = 'guardianships' and before is null
) c where x.pupil_id = c.pupil and x.guardian_id = c.guardian
-- ▸ functions made
delete from kernel.functions x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'functions' and c.before is null and x.id = any (c.keys)
-- ▸ accounts made
delete from kernel.accounts x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'accounts' and x.id = any (c.keys)
-- ▸ contacts made
delete from kernel.contacts x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'contacts' and c.before is null and x.person_id = any (c.keys)
-- ▸ people made
delete from kernel.people x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'people' and c.before is null and x.id = any (c.keys)
-- ▸ functions ended
insert into kernel.functions
select (jsonb_populate_record(null::kernel.functions, before)).* from imports.changes c
where import_id = :import and school_key = :school and place = 'functions' and before is not null and after is null
  and exists (select from kernel.people p where p.id = (before->>'person_id')::uuid)
on conflict do nothing
-- ▸ guardianships ended
insert into kernel.guardianships
select (jsonb_populate_record(null::kernel.guardianships, before)).* from imports.changes c
where import_id = :import and school_key = :school and place = 'guardianships' and before is not null and after is null
  and exists (select from kernel.people p where p.id = (before->>'pupil_id')::uuid)
  and exists (select from kernel.people p where p.id = (before->>'guardian_id')::uuid)
on conflict do nothing
-- ▸ people changed
update kernel.people x set (civility, first_name, last_name, birth_name, birth_date, leaving_since, trashed_at) = (
  select m.civility, m.first_name, m.last_name, m.birth_name, m.birth_date, m.leaving_since, m.trashed_at
  from jsonb_populate_record(x, imports.given_back(c.before, c.after, to_jsonb(x))) m)
from imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'people' and c.after is not null and x.id = any (c.keys)
-- ▸ contacts changed
update kernel.contacts x set (email, academic_email, phone_home, phone_work, phone_mobile, address, postal_code, city, country, shares_address) = (
  select m.email, m.academic_email, m.phone_home, m.phone_work, m.phone_mobile, m.address, m.postal_code, m.city, m.country, m.shares_address
  from jsonb_populate_record(x, imports.given_back(c.before, c.after, to_jsonb(x))) m)
from imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'contacts' and c.after is not null and x.person_id = any (c.keys)
-- ▸ functions changed
update kernel.functions x set level = m.level
from imports.changes c, lateral jsonb_populate_record(null::kernel.functions, c.before) m
where c.import_id = :import and c.school_key = :school and c.place = 'functions' and c.after is not null and x.id = any (c.keys)
-- ▸ guardianships changed
update kernel.guardianships x set kind = c.before->>'kind'
from imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'guardianships' and c.after is not null
  and x.pupil_id = any (c.keys) and x.guardian_id = any (c.other_keys)
-- ▸ school card changed
update kernel.schools x set (uai, nature, town_id, rpi, siret, address, postal_code, city, phone, email) = (
  select m.uai, m.nature, m.town_id, m.rpi, m.siret, m.address, m.postal_code, m.city, m.phone, m.email
  from jsonb_populate_record(x, imports.given_back(c.before, c.after, to_jsonb(x))) m)
from imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'schools' and c.after is not null and x.id = any (c.keys)
-- ▸ places changed
update kernel.places x set (name, parent_id, external_id, source, school_year, closed_on) = (
  select m.name, m.parent_id, m.external_id, m.source, m.school_year, m.closed_on
  from jsonb_populate_record(x, imports.given_back(c.before, c.after, to_jsonb(x))) m)
from imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'places' and c.after is not null and x.id = any (c.keys)
-- ▸ school card made
delete from kernel.schools x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'schools' and c.before is null and x.id = any (c.keys)
-- ▸ classes made
delete from kernel.places x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'places' and c.before is null and x.id = any (c.keys) and x.kind = 'class'
-- ▸ school made
delete from kernel.places x using imports.changes c
where c.import_id = :import and c.school_key = :school and c.place = 'places' and c.before is null and x.id = any (c.keys) and x.kind = 'school'
-- ▸ undone
update imports.schools set state = 'undone', undo_trouble = null where import_id = :import and key = :school
-- ▸ journal
insert into kernel.audit (id, actor_id, school_id, action, details)
select imports.new_id(), :by::uuid, p.id, 'imports.school.undone', jsonb_build_object('import', s.import_id, 'school', s.key)
from imports.schools s left join kernel.places p on p.id = s.school_id where s.import_id = :import and s.key = :school
