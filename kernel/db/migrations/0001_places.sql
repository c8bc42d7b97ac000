-- Places: where people have a function. Region ▸ academy ▸ department ▸ circonscription ▸ school ▸ class or group; and the town.
create table kernel.places (
  id uuid primary key,
  kind text not null check (kind in ('region', 'academy', 'department', 'circonscription', 'town', 'school', 'class', 'group')),
  name text not null check (name <> ''),
  parent_id uuid references kernel.places,
  school_id uuid references kernel.places,
  external_id text unique,
  source text not null default 'manual' check (source in ('aaf', 'onde', 'manual')),
  school_year text check (school_year ~ '^\d{4}-\d{4}$'),
  closed_on date,
  own_fields text[] not null default '{}',
  check ((kind in ('school', 'class', 'group')) = (school_id is not null)),
  check ((kind in ('class', 'group')) = (school_year is not null))
);
create index on kernel.places (parent_id);
create index on kernel.places (school_id, kind);

comment on column kernel.places.external_id is 'Prefixed by the academy (TOULOUSE-4242): the ids of two academies collide.';
comment on column kernel.places.own_fields is 'Columns the school wrote itself: an import leaves them alone.';

create table kernel.schools (
  id uuid primary key references kernel.places on delete cascade,
  uai text not null unique check (uai ~ '^\d{7}[A-HJ-NPR-Z]$'),
  nature text not null check (nature in ('maternelle', 'elementaire', 'primaire')),
  town_id uuid references kernel.places,
  rpi text,
  siret text check (siret ~ '^\d{14}$'),
  address text,
  postal_code text,
  city text,
  phone text,
  email text,
  holiday_zone text not null default 'C' check (holiday_zone in ('A', 'B', 'C')),
  time_zone text not null default 'Europe/Paris'
);
create index on kernel.schools (town_id);

-- Every place and all that contains it, itself included: the perimeter of a function is one index lookup away.
create table kernel.place_ancestors (
  place_id uuid not null references kernel.places on delete cascade,
  ancestor_id uuid not null references kernel.places on delete cascade,
  primary key (place_id, ancestor_id)
);
create index on kernel.place_ancestors (ancestor_id, place_id);

create function kernel.root_place(place uuid) returns void language sql as $$
  with recursive up (id, parent_id) as (
    select p.id, p.parent_id from kernel.places p where p.id = place
    union
    select p.id, p.parent_id from kernel.places p join up on p.id = up.parent_id
  )
  insert into kernel.place_ancestors (place_id, ancestor_id)
  select place, up.id from up
  union
  select place, s.town_id from up join kernel.schools s on s.id = up.id where s.town_id is not null
  on conflict do nothing
$$;

create function kernel.replant() returns trigger language plpgsql as $$
declare
  branch uuid[];
begin
  select array_agg(place_id) into branch from kernel.place_ancestors where ancestor_id = new.id;
  branch := coalesce(branch, array[new.id]);
  delete from kernel.place_ancestors where place_id = any (branch);
  perform kernel.root_place(b) from unnest(branch) b;
  return null;
end
$$;
create trigger root after insert on kernel.places for each row execute function kernel.replant();
create trigger replant after update of parent_id on kernel.places for each row
  when (old.parent_id is distinct from new.parent_id) execute function kernel.replant();
create trigger root after insert on kernel.schools for each row execute function kernel.replant();
create trigger replant after update of town_id on kernel.schools for each row
  when (old.town_id is distinct from new.town_id) execute function kernel.replant();
