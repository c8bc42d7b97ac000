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
  from who join kernel.functions f on f.person_id = who.holder and (coalesce(f.sheet_id, f.person_id) = who.known and f.source = 'aaf'
    -- Another sheet of the same human says it already.
    or who.holder <> who.known and exists (select from wanted w where w.n = who.n and w.place = f.place_id::text and w.kind = f.kind))
  join kernel.places p on p.id = f.place_id
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
  select who.n, array_agg(g.id || ' ' || link.kind order by g.id) as links,
    string_agg(g.first_name || ' ' || g.last_name, ', ' order by g.id) as names
  from who join kernel.guardianships link on link.pupil_id = who.holder and who.known is not null and link.source = 'aaf'
  join kernel.people g on g.id = link.guardian_id
  where who.category = 'pupil' and who.trouble is null and who.request <> 'delete' group by who.n
) was
full join (
  -- Two sheets of one guardian are one guardian, as `sql/apply` will write it.
  select n, array_agg(holder || ' ' || kind order by holder) as links, string_agg(name, ', ' order by holder) as names
  from (
    select st.n, coalesce(g.merged_into, g.id, w.person_id) as holder, (array_agg(st.kind order by g.merged_into is not null, st.kind))[1] as kind,
      min(coalesce(r.first_name || ' ' || r.last_name, g.first_name || ' ' || g.last_name)) as name
    from staying st join who p on p.n = st.n and p.known is not null
    left join who w on w.key = st.guardian_key and w.trouble is null and w.request <> 'delete'
    left join imports.read_people r on r.import_id = :import and r.n = w.n
    left join kernel.people g on g.external_id = st.guardian_key
    where (w.n is not null or g.id is not null) group by 1, 2
  ) each group by n
) now using (n)
where was.links is distinct from now.links
-- ▸ analyze differences
analyze differing, seats, families, absent, alone
