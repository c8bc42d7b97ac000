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
join kernel.functions f on f.person_id = k.id and f.source = 'aaf'
join kernel.places place on place.id = f.place_id
join kernel.places school on school.id = f.school_id and school.external_id is not null
where r.import_id = :import and r.request = 'modify'
  and not (case when f.kind = 'pupil' then 'places' when f.kind = 'director' then 'directs' else 'functions' end = any (r.given))
-- ▸ complete levels
update imports.read_functions w set level = (
  select max(f.level) from kernel.functions f join kernel.people k on k.id = f.person_id
  where k.external_id = r.external_id and f.kind = 'pupil' and f.source = 'aaf')
from imports.read_people r
where w.import_id = :import and r.import_id = :import and r.n = w.n and r.request = 'modify' and r.category = 'pupil' and not w.completed
  and not 'level' = any (r.given)
-- ▸ complete links
insert into imports.read_links (import_id, n, guardian_key, kind, completed)
select :import, r.n, guardian.external_id, g.kind, true
from imports.read_people r
join kernel.people k on k.external_id = r.external_id
join kernel.guardianships g on g.pupil_id = k.id and g.source = 'aaf'
join kernel.people guardian on guardian.id = g.guardian_id and guardian.external_id is not null
where r.import_id = :import and r.request = 'modify' and r.category = 'pupil' and not 'guardians' = any (r.given)

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
      left join kernel.guardianships g on g.guardian_id = k.id and r.category = 'guardian'
      join kernel.functions f on f.person_id in (k.id, g.pupil_id) and f.source = 'aaf'
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

-- ▸ who
create temp table who on commit drop as
select r.n, r.external_id as key, r.category, r.request, r.academy, k.id as known, coalesce(k.id, r.new_id) as person_id,
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
    select from kernel.functions other where other.person_id = p.id and (other.ends_on is null or other.ends_on >= :day::date)
      and (other.source = 'manual' and other.kind <> 'teacher' or not exists (
        select from imports.schools scope where scope.import_id = :import and scope.in_files and scope.school_id = other.school_id))
  ) as stays
from imports.schools s
join kernel.functions f on f.school_id = s.school_id and f.source = 'aaf'
join kernel.people p on p.id = f.person_id and p.source = 'aaf' and p.external_id is not null
where s.import_id = :import and s.in_files and :complet::boolean and not exists (select from who where who.key = p.external_id)
order by p.id, s.key

-- Who still has whom, once this is done.
-- ▸ staying links
create temp table staying on commit drop as
select l.guardian_key as guardian_key, p.key as pupil_key, p.person_id as pupil_id, l.kind, p.n, false as kept
from imports.read_links l join who p on p.n = l.n and p.trouble is null and p.request <> 'delete'
where l.import_id = :import
union all
select g.external_id, k.external_id, k.id, link.kind, null, true
from kernel.guardianships link
join kernel.people k on k.id = link.pupil_id and k.leaving_since is null
join kernel.people g on g.id = link.guardian_id and g.external_id is not null
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
join kernel.people g on g.id = link.guardian_id and g.source = 'aaf' and g.leaving_since is null
left join who on who.key = g.external_id
where s.import_id = :import and (who.n is null or who.trouble = 'no-child')
  and (s.in_files and :complet::boolean or f.person_id in (select known from who where category = 'pupil'))
  and not exists (select from staying where staying.guardian_key = g.external_id)
  and not exists (select from kernel.functions other where other.person_id = g.id and (other.ends_on is null or other.ends_on >= :day::date))
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
    join kernel.functions f on f.person_id = who.known and f.source = 'aaf'
    join imports.schools s on s.import_id = :import and s.school_id = f.school_id
  union all
  select who.key, s.key, 2000 from who
    join kernel.guardianships g on g.guardian_id = who.known
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

-- ▸ columns that differ
create temp table differing on commit drop as
select who.n,
  jsonb_agg(jsonb_build_array(v.field, v.was, v.now)) filter (where not v.own) as changes,
  array_agg(v.field) filter (where v.own) as kept
from who
join imports.read_people r on r.import_id = :import and r.n = who.n
join kernel.people k on k.id = who.known
left join kernel.contacts c on c.person_id = k.id
cross join lateral (
  select field, was, now, field = any (k.own_fields) or field = any (coalesce(c.own_fields, '{}')) as own
  from (values
    ('civility', k.civility, r.civility, true), ('first_name', k.first_name, r.first_name, true),
    ('last_name', k.last_name, r.last_name, true), ('birth_name', k.birth_name, r.birth_name, true),
    ('birth_date', k.birth_date::text, r.birth_date::text, true), ('email', c.email, r.email, true),
    ('academic_email', c.academic_email, r.academic_email, who.category = 'staff'),
    ('phone_home', c.phone_home, r.phone_home, who.category = 'guardian'),
    ('phone_work', c.phone_work, r.phone_work, who.category = 'guardian'),
    ('phone_mobile', c.phone_mobile, r.phone_mobile, who.category = 'guardian'),
    ('address', c.address, r.address, who.category = 'guardian'), ('postal_code', c.postal_code, r.postal_code, who.category = 'guardian'),
    ('city', c.city, r.city, who.category = 'guardian'), ('country', c.country, r.country, who.category = 'guardian'),
    ('shares_address', coalesce(c.shares_address, false)::text, r.shares_address::text, who.category = 'guardian')
  ) each (field, was, now, fed)
  where fed and was is distinct from now
) v
where who.trouble is null and who.request <> 'delete'
  and ((k.civility, k.first_name, k.last_name, k.birth_name, k.birth_date, c.email)
      is distinct from (r.civility, r.first_name, r.last_name, r.birth_name, r.birth_date, r.email)
    or who.category = 'staff' and c.academic_email is distinct from r.academic_email
    or who.category = 'guardian' and
      (c.phone_home, c.phone_work, c.phone_mobile, c.address, c.postal_code, c.city, c.country, coalesce(c.shares_address, false))
      is distinct from
      (r.phone_home, r.phone_work, r.phone_mobile, r.address, r.postal_code, r.city, r.country, r.shares_address))
group by who.n
-- ▸ seats that differ
create temp table seats on commit drop as
select n, was.places is distinct from now.places as moved, was.names as was_names, now.names as now_names,
  was.levels is distinct from now.levels as level_changed, was.level as was_level, now.level as now_level,
  was.seats is distinct from now.seats as changed
from (
  select who.n, array_agg(f.place_id::text order by f.place_id::text) as places, string_agg(distinct p.name, ', ') as names,
    array_agg(f.level order by f.place_id::text) as levels, max(f.level) as level,
    array_agg(f.place_id::text || f.kind order by f.place_id::text || f.kind) as seats
  from who join kernel.functions f on f.person_id = who.known and f.source = 'aaf' join kernel.places p on p.id = f.place_id
  where who.trouble is null and who.category <> 'guardian' and who.request <> 'delete' group by who.n
) was
full join (
  select who.n, array_agg(w.place order by w.place) as places, string_agg(distinct w.place_name, ', ') as names,
    array_agg(w.level order by w.place) as levels, max(w.level) as level,
    array_agg(w.place || w.kind order by w.place || w.kind) as seats
  from who join wanted w on w.n = who.n where who.trouble is null and who.known is not null and who.request <> 'delete' group by who.n
) now using (n)
where (was.places, was.levels, was.seats) is distinct from (now.places, now.levels, now.seats)
-- ▸ families that differ
create temp table families on commit drop as
select n, was.names as was_names, now.names as now_names
from (
  select who.n, array_agg(g.external_id || ' ' || link.kind order by g.external_id) as links,
    string_agg(g.first_name || ' ' || g.last_name, ', ' order by g.external_id) as names
  from who join kernel.guardianships link on link.pupil_id = who.known and link.source = 'aaf'
  join kernel.people g on g.id = link.guardian_id
  where who.category = 'pupil' and who.trouble is null and who.request <> 'delete' group by who.n
) was
full join (
  select st.n, array_agg(st.guardian_key || ' ' || st.kind order by st.guardian_key) as links,
    string_agg(coalesce(r.first_name || ' ' || r.last_name, g.first_name || ' ' || g.last_name), ', ' order by st.guardian_key) as names
  from staying st join who p on p.n = st.n and p.known is not null
  left join who w on w.key = st.guardian_key and w.trouble is null and w.request <> 'delete'
  left join imports.read_people r on r.import_id = :import and r.n = w.n
  left join kernel.people g on g.external_id = st.guardian_key
  where (w.n is not null or g.id is not null) group by st.n
) now using (n)
where was.links is distinct from now.links
-- ▸ analyze differences
analyze differing, seats, families, absent, alone

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
