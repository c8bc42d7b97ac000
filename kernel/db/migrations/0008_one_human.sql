-- One human, one account, several hats. The academy's files know the same human under several numbers: each one is a sheet (a row of
-- kernel.people). Merging leaves each sheet where the files will look for it, and says whose it is; all the rest goes to the survivor.
alter table kernel.people
  add column merged_into uuid references kernel.people on delete cascade check (merged_into <> id),
  add column gar_id uuid unique;
create index on kernel.people (merged_into) where merged_into is not null;
create index people_human on kernel.people (coalesce(merged_into, id));
comment on column kernel.people.merged_into is 'This sheet is the same human as that one, who has the account, the functions and the children.';
comment on column kernel.people.gar_id is 'The id given to the GAR, never given to anybody else: publishers keep a person''s work under it.';

alter table kernel.functions add column sheet_id uuid references kernel.people on delete cascade;
create index on kernel.functions (sheet_id) where sheet_id is not null;
create index functions_sheet on kernel.functions (coalesce(sheet_id, person_id));
comment on column kernel.functions.sheet_id is 'The merged sheet that says so, when it is not the person''s own.';

create index contacts_academic_email on kernel.contacts (lower(academic_email)) where academic_email is not null;

create or replace view kernel.functions_today as
select f.id, f.person_id, f.place_id, f.school_id, f.kind, f.level, f.starts_on, f.ends_on, f.source
from kernel.functions f
join kernel.people p on p.id = f.person_id and p.trashed_at is null and p.merged_into is null
where (f.starts_on is null or f.starts_on <= current_date) and (f.ends_on is null or f.ends_on >= current_date);

create table kernel.merges (
  id uuid primary key,
  n bigint not null generated always as identity,
  survivor_id uuid not null references kernel.people on delete cascade,
  merged_id uuid not null references kernel.people on delete cascade,
  evidence text[] not null,
  merged_by uuid references kernel.people on delete set null,
  merged_at timestamptz not null,
  undone_by uuid references kernel.people on delete set null,
  undone_at timestamptz
);
create index on kernel.merges (survivor_id);
create unique index merges_live on kernel.merges (merged_id) where undone_at is null;
create index on kernel.merges (merged_by) where merged_by is not null;
create index on kernel.merges (undone_by) where undone_by is not null;

-- Each row that a merge touched, in order: a column changed, or a whole row gone because the survivor's said the same.
create table kernel.merge_steps (
  merge_id uuid not null references kernel.merges on delete cascade,
  n bigint generated always as identity,
  table_name text not null,
  -- The primary key, as it was once the step was done.
  key jsonb not null,
  before jsonb not null,
  after jsonb,
  primary key (merge_id, n)
);

-- What tells a row of a table from the others: its primary key, or the whole of it.
create function kernel.key_of(tbl regclass) returns text[] language sql stable as $$
  select coalesce(
    (select array_agg(a.attname::text order by a.attnum)
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = tbl and i.indisprimary),
    (select array_agg(attname::text order by attnum) from pg_attribute where attrelid = tbl and attnum > 0 and not attisdropped))
$$;

-- « t.a = … and t.b = … », from a key kept as jsonb in $1: one index lookup where there is a primary key.
create function kernel.key_condition(tbl regclass) returns text language sql stable as $$
  select string_agg(format('t.%1$I %3$s (select k.%1$I from jsonb_populate_record(null::%2$s, $1) k)', part, tbl,
    case when exists (select from pg_index where indrelid = tbl and indisprimary) then '=' else 'is not distinct from' end), ' and ')
  from unnest(kernel.key_of(tbl)) part
$$;

create function kernel.part_of(whole jsonb, names text[]) returns jsonb language sql immutable as $$
  select jsonb_object_agg(name, whole->name) from unnest(names) name
$$;

-- Changes one column of one row and notes it. Null when a constraint stands in the way; nothing was changed then.
create function kernel.merge_change(merge uuid, tbl regclass, key jsonb, col text, value jsonb) returns boolean language plpgsql as $$
declare
  old jsonb;
  new jsonb;
begin
  execute format('select to_jsonb(t) from %s t where %s for update', tbl, kernel.key_condition(tbl)) into old using key;
  execute format('update %1$s t set %2$I = (select k.%2$I from jsonb_populate_record(null::%1$s, $2) k) where %3$s returning to_jsonb(t)',
    tbl, col, kernel.key_condition(tbl)) into new using key, jsonb_build_object(col, value);
  insert into kernel.merge_steps (merge_id, table_name, key, before, after)
  values (merge, tbl::text, kernel.part_of(new, kernel.key_of(tbl)), jsonb_build_object(col, old->col), jsonb_build_object(col, new->col));
  return true;
exception when integrity_constraint_violation then
  return null;
end
$$;

-- Every row of the house that points at one comes to point at the other: the columns are read in the catalogue, so that a service to
-- come needs nothing. Where the other already has the same (a unique key), the row goes, whole in the ledger; unless other rows lean
-- on it: it then stays with its sheet, where nobody looks.
create function kernel.repoint(merge uuid, target regclass, old_id uuid, new_id uuid, kept text[]) returns void language plpgsql as $$
declare
  link record;
  found record;
begin
  for link in
    select c.conrelid::regclass as tbl, a.attname::text as col,
      exists (select from pg_constraint below where below.contype = 'f' and below.confrelid = c.conrelid) as leant_on
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = target and cardinality(c.conkey) = 1 and c.conparentid = 0
      and not (c.conrelid::regclass::text || '.' || a.attname) = any (kept)
    order by 1, 2
  loop
    for found in execute format('select to_jsonb(t) as whole from %s t where %I = $1 for update', link.tbl, link.col) using old_id loop
      if kernel.merge_change(merge, link.tbl, kernel.part_of(found.whole, kernel.key_of(link.tbl)), link.col, to_jsonb(new_id)) is null
        and not link.leant_on
      then
        execute format('delete from %s t where %s', link.tbl, kernel.key_condition(link.tbl))
          using kernel.part_of(found.whole, kernel.key_of(link.tbl));
        insert into kernel.merge_steps (merge_id, table_name, key, before)
        values (merge, link.tbl::text, kernel.part_of(found.whole, kernel.key_of(link.tbl)), found.whole);
      end if;
    end loop;
  end loop;
end
$$;

-- What belongs to a sheet, and not to the human: what the academy's files say of it, its account, and what speaks of merging itself.
create function kernel.sheet_columns() returns text[] language sql immutable as $$
  select array['kernel.contacts.person_id', 'kernel.accounts.person_id', 'kernel.activation_codes.account_id', 'kernel.functions.sheet_id',
    'kernel.merges.survivor_id', 'kernel.merges.merged_id', 'kernel.merges.merged_by', 'kernel.merges.undone_by']
$$;

create function kernel.merge_people(merge uuid, survivor uuid, merged uuid, at timestamptz) returns void language plpgsql as $$
declare
  mine uuid;
  theirs uuid;
  given uuid;
  seat uuid;
begin
  select id into mine from kernel.accounts where person_id = survivor;
  select id into theirs from kernel.accounts where person_id = merged;
  perform kernel.repoint(merge, 'kernel.people', merged, survivor, kernel.sheet_columns());
  for seat in
    select (s.key->>'id')::uuid from kernel.merge_steps s
    join kernel.functions f on f.id = (s.key->>'id')::uuid and f.sheet_id is null
    where s.merge_id = merge and s.table_name = 'kernel.functions' and s.after is not null
  loop
    perform kernel.merge_change(merge, 'kernel.functions', jsonb_build_object('id', seat), 'sheet_id', to_jsonb(merged));
  end loop;
  if theirs is not null and mine is null then
    perform kernel.merge_change(merge, 'kernel.accounts', jsonb_build_object('id', theirs), 'person_id', to_jsonb(survivor));
  elsif theirs is not null then
    perform kernel.repoint(merge, 'kernel.accounts', theirs, mine, kernel.sheet_columns());
    perform kernel.merge_change(merge, 'kernel.accounts', jsonb_build_object('id', theirs), 'blocked_at', to_jsonb(at));
  end if;
  select gar_id into given from kernel.people where id = merged and exists (select from kernel.people where id = survivor and gar_id is null);
  if given is not null then
    perform kernel.merge_change(merge, 'kernel.people', jsonb_build_object('id', merged), 'gar_id', 'null');
    perform kernel.merge_change(merge, 'kernel.people', jsonb_build_object('id', survivor), 'gar_id', to_jsonb(given));
  end if;
  perform kernel.merge_change(merge, 'kernel.people', jsonb_build_object('id', merged), 'merged_into', to_jsonb(survivor));
end
$$;

-- Back, the last step first: what still is as the merge left it gets its value back, what somebody changed since stays.
create function kernel.unmerge_people(merge uuid) returns void language plpgsql as $$
declare
  step record;
  col text;
  columns text;
  sheet uuid;
begin
  for step in select table_name::regclass as tbl, key, before, after from kernel.merge_steps where merge_id = merge order by n desc loop
    begin
      if step.after is null then
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = step.tbl and attnum > 0 and not attisdropped and attgenerated = '';
        execute format('insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, $1) on conflict do nothing',
          step.tbl, columns) using step.before;
      else
        select jsonb_object_keys(step.after) into col;
        execute format('update %1$s t set %2$I = (select k.%2$I from jsonb_populate_record(null::%1$s, $2) k)
          where %3$s and t.%2$I is not distinct from (select k.%2$I from jsonb_populate_record(null::%1$s, $3) k)',
          step.tbl, col, kernel.key_condition(step.tbl)) using step.key, step.before, step.after;
      end if;
    exception when integrity_constraint_violation then
      null;
    end;
  end loop;
  select merged_id into sheet from kernel.merges where id = merge;
  -- What the academy's files have said of that sheet since is its own again.
  update kernel.functions f set person_id = sheet, sheet_id = null
  where f.sheet_id = sheet and not exists (
    select from kernel.functions own where own.person_id = sheet and own.place_id = f.place_id and own.kind = f.kind);
end
$$;
