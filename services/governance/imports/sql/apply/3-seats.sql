-- ▸ functions ended
with gone as (
  delete from kernel.functions x
  using imports.fates f, imports.schools s
  where f.import_id = :import and f.school_key = :school and f.category in ('pupil', 'staff') and f.fate in ('updated', 'moved', 'returned')
    and s.import_id = :import and s.key = :school and coalesce(x.sheet_id, x.person_id) = f.person_id and x.source = 'aaf'
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
  join kernel.functions x on coalesce(x.sheet_id, x.person_id) = f.person_id and x.place_id = p.id and x.kind = w.kind and x.source = 'aaf'
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('updated', 'moved', 'returned')
    and x.level is distinct from w.level
  for no key update of x
), new as (
  update kernel.functions x set level = old.new_level from old where x.id = old.id returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, before, after)
select :import, :school, 'functions', array[new.id], to_jsonb(old) - 'new_level', to_jsonb(new) from old join new on new.id = old.id
-- What a merged sheet says is given to the human whose sheet it is.
-- ▸ functions
with made as (
  insert into kernel.functions (id, person_id, sheet_id, place_id, school_id, kind, level, source)
  select imports.new_id(), seat.* from (
    select distinct on (human, place, w.kind) coalesce(sheet.merged_into, sheet.id) as human, case when sheet.merged_into is not null then sheet.id end,
      coalesce(c.id, s.school_id) as place, s.school_id, w.kind, w.level, 'aaf'
    from imports.fates f
    join kernel.people sheet on sheet.id = f.person_id
    join imports.schools s on s.import_id = :import and s.key = :school
    join imports.read_functions w on w.import_id = :import and w.school_key = :school and w.n = f.n
    left join kernel.places c on c.external_id = w.class_key
    where f.import_id = :import and f.school_key = :school and f.category in ('pupil', 'staff') and f.fate in ('created', 'updated', 'moved', 'returned')
      and s.school_id is not null
    order by human, place, w.kind, w.level
  ) seat
  on conflict (person_id, place_id, kind) do nothing
  returning id
)
insert into imports.changes (import_id, school_key, place, keys) select :import, :school, 'functions', array_agg(id) from made having count(*) > 0

-- A child and a guardian are humans here, whichever of their sheets the files name; the human's own sheet says the kind first.
-- ▸ guardianships ended
with gone as (
  delete from kernel.guardianships x
  using imports.fates f, kernel.people pupil
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('updated', 'moved', 'returned') and f.n is not null
    and pupil.id = f.person_id and x.pupil_id = coalesce(pupil.merged_into, pupil.id) and x.source = 'aaf'
    and not exists (
      select from imports.read_links l join kernel.people g on g.external_id = l.guardian_key
      where l.import_id = :import and l.n = f.n and coalesce(g.merged_into, g.id) = x.guardian_id)
  returning x.*
)
insert into imports.changes (import_id, school_key, place, keys, other_keys, before)
select :import, :school, 'guardianships', array[pupil_id], array[guardian_id], to_jsonb(gone) from gone
-- ▸ guardianships changed
with old as (
  select x.*, named.kind as new_kind from imports.fates f
  join kernel.people pupil on pupil.id = f.person_id
  join lateral (
    select coalesce(g.merged_into, g.id) as guardian_id, (array_agg(l.kind order by g.merged_into is not null, l.kind))[1] as kind from imports.read_links l
    join kernel.people g on g.external_id = l.guardian_key where l.import_id = :import and l.n = f.n group by 1
  ) named on true
  join kernel.guardianships x on x.pupil_id = coalesce(pupil.merged_into, pupil.id) and x.guardian_id = named.guardian_id
    and x.source = 'aaf' and x.kind <> named.kind
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
  select coalesce(pupil.merged_into, pupil.id), coalesce(g.merged_into, g.id), (array_agg(l.kind order by g.merged_into is not null, l.kind))[1], 'aaf'
  from imports.fates f
  join kernel.people pupil on pupil.id = f.person_id
  join imports.read_links l on l.import_id = :import and l.n = f.n
  join kernel.people g on g.external_id = l.guardian_key
  where f.import_id = :import and f.school_key = :school and f.category = 'pupil' and f.fate in ('created', 'updated', 'moved', 'returned')
    and coalesce(g.merged_into, g.id) <> coalesce(pupil.merged_into, pupil.id)
  group by 1, 2
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
    and not exists (select from kernel.people p where p.id = f.person_id and p.merged_into is not null)
  order by 1
) stems
-- ▸ accounts
with fresh as (
  select f.person_id, f.login_stem as stem from imports.fates f
  join kernel.people p on p.id = f.person_id and p.merged_into is null
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
