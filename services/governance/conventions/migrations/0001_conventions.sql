create schema conventions;

-- A whole department renewed in one gesture.
create table conventions.renewals (
  id uuid primary key,
  place_id uuid not null references kernel.places,
  school_year text not null check (school_year ~ '^\d{4}-\d{4}$'),
  made_by uuid references kernel.people on delete set null,
  made_at timestamptz not null,
  undone_at timestamptz
);
create index on conventions.renewals (made_by);
create index on conventions.renewals (place_id);

-- One collectivity and one school year. The collectivity is written in it, as it was that year: a mayor changes, what was signed does not.
create table conventions.conventions (
  id uuid primary key,
  territory_id uuid not null references kernel.places,
  school_year text not null check (school_year ~ '^\d{4}-\d{4}$'),
  kind text not null check (kind in ('commune', 'epci', 'syndicat')),
  name text not null check (name <> ''),
  siret text not null check (siret ~ '^\d{14}$'),
  insee text check (insee ~ '^(\d{2}|2[AB])\d{3}$'),
  address text not null,
  postal_code text not null,
  city text not null,
  signatory text not null,
  quality text not null,
  service_code text,
  commitment text,
  town_id uuid references kernel.places on delete set null,
  authority text not null,
  authority_address text not null,
  authority_signatory text not null,
  authority_quality text not null,
  made_in text not null,
  unit_cents integer not null check (unit_cents > 0),
  state text not null default 'draft' check (state in ('draft', 'sent', 'deliberated', 'signed', 'in-force', 'noticed', 'conciliated',
    'warned', 'terminated', 'ended', 'dropped')),
  payment text not null default 'none' check (payment in ('none', 'to-issue', 'issued', 'contested', 'paid', 'cancelled', 'written-off')),
  claimed_cents integer check (claimed_cents >= 0),
  renewed_from uuid references conventions.conventions on delete set null,
  renewal_id uuid references conventions.renewals on delete set null,
  created_by uuid references kernel.people on delete set null,
  created_at timestamptz not null,
  check ((kind = 'commune') = (insee is not null))
);
create unique index one_a_year on conventions.conventions (siret, school_year) where state not in ('dropped', 'terminated');
create index on conventions.conventions (territory_id, school_year);
create index on conventions.conventions (town_id);
create index on conventions.conventions (created_by);
create index on conventions.conventions (renewal_id);
create index on conventions.conventions (renewed_from);
comment on column conventions.conventions.commitment is 'Numéro d’engagement, where the debtor asks for one in Chorus Pro.';
comment on column conventions.conventions.claimed_cents is 'What the titre de perception claims: the total, unless it was reduced.';

-- The schools that it lists, in the words of article 9. A school is in one convention a year.
create table conventions.lines (
  convention_id uuid not null references conventions.conventions on delete cascade,
  school_id uuid references kernel.places on delete set null,
  uai text not null check (uai ~ '^\d{7}[A-HJ-NPR-Z]$'),
  label text not null check (label <> ''),
  school_year text not null,
  released boolean not null default false,
  primary key (convention_id, uai)
);
create unique index one_convention on conventions.lines (school_year, uai) where not released;
create index on conventions.lines (school_id);
comment on column conventions.lines.released is 'Its convention came to nothing, or was terminated: another one may list the school.';

-- What happened, when, by what document, noted by whom. Nobody when it was the calendar.
create table conventions.steps (
  id uuid primary key,
  n bigint generated always as identity,
  convention_id uuid not null references conventions.conventions on delete cascade,
  kind text not null,
  day date not null,
  file_id uuid references kernel.files,
  details jsonb not null default '{}',
  actor_id uuid references kernel.people on delete set null,
  noted_at timestamptz not null
);
create index on conventions.steps (convention_id, n);
create index on conventions.steps (actor_id);
create index on conventions.steps (file_id);

-- Each deadline is told once.
create table conventions.reminders (
  convention_id uuid not null references conventions.conventions on delete cascade,
  about text not null,
  due date not null,
  told_at timestamptz not null,
  primary key (convention_id, about, due)
);

create function conventions.keep_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from conventions.conventions where id = old.convention_id) then raise exception 'a step stays'; end if;
    return old;
  end if;
  if to_jsonb(new) - 'actor_id' is distinct from to_jsonb(old) - 'actor_id' then raise exception 'a step stays as it was'; end if;
  return new;
end $$;
create trigger keep before update or delete on conventions.steps for each row execute function conventions.keep_step();

create function conventions.keep_convention() returns trigger language plpgsql as $$
declare
  moving text[] := '{state,payment,claimed_cents,town_id,renewed_from,renewal_id,created_by}';
begin
  if old.state = 'draft' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' then raise exception 'what was sent stays'; end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving then raise exception 'what was sent stays as it was'; end if;
  return new;
end $$;
create trigger keep before update or delete on conventions.conventions for each row execute function conventions.keep_convention();

create function conventions.keep_line() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.convention_id, new.uai, new.label, new.school_year) is distinct from (old.convention_id, old.uai, old.label, old.school_year)
      then raise exception 'the schools of what was sent stay'; end if;
    return new;
  end if;
  if exists (select from conventions.conventions c where c.id = coalesce(new.convention_id, old.convention_id) and c.state <> 'draft')
    then raise exception 'the schools of what was sent stay'; end if;
  return coalesce(new, old);
end $$;
create trigger keep before insert or update or delete on conventions.lines for each row execute function conventions.keep_line();
