-- Brakes: what a school, or a whole academy, slowed down or closed, for whom, why and until when.
create table kernel.brakes (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  feature text not null check (feature <> ''),
  profiles text[] check (profiles <> '{}'),
  state text not null check (state in ('staff-first', 'read-only', 'closed')),
  reason text not null check (reason <> ''),
  set_by uuid references kernel.people on delete set null,
  set_at timestamptz not null,
  ends_at timestamptz not null,
  needs_second boolean not null default false,
  seconded_by uuid references kernel.people on delete set null,
  seconded_at timestamptz,
  lifted_by uuid references kernel.people on delete set null,
  lifted_at timestamptz,
  check (ends_at > set_at),
  check (seconded_by is null or seconded_by is distinct from set_by)
);
create index brakes_on on kernel.brakes (place_id) where lifted_at is null;
create index on kernel.brakes (set_by) where set_by is not null;
create index on kernel.brakes (seconded_by) where seconded_by is not null;
create index on kernel.brakes (lifted_by) where lifted_by is not null;
comment on column kernel.brakes.profiles is 'Null: everybody.';
comment on column kernel.brakes.needs_second is 'Wider than a school or a circonscription: in force once a second person agreed.';

-- What waits for somebody to look at it before it reaches anybody.
create table kernel.holds (
  id uuid primary key,
  service text not null,
  thing_id uuid not null,
  school_id uuid references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete cascade,
  why text not null,
  content_hash bytea,
  held_at timestamptz not null,
  decision text check (decision in ('released', 'rejected')),
  decided_by uuid references kernel.people on delete set null,
  decided_at timestamptz,
  unique (service, thing_id),
  check ((decision is null) = (decided_at is null))
);
create index holds_waiting on kernel.holds (school_id, held_at) where decision is null;
create index on kernel.holds (author_id) where author_id is not null;
create index on kernel.holds (decided_by) where decided_by is not null;

-- What somebody found hurtful or worrying.
create table kernel.reports (
  id uuid primary key,
  service text not null,
  thing_id uuid not null,
  school_id uuid references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete cascade,
  reported_by uuid references kernel.people on delete set null,
  why text not null,
  reported_at timestamptz not null,
  outcome text check (outcome in ('recalled', 'kept')),
  closed_by uuid references kernel.people on delete set null,
  closed_at timestamptz,
  unique nulls not distinct (service, thing_id, reported_by),
  check ((outcome is null) = (closed_at is null))
);
create index reports_waiting on kernel.reports (school_id, reported_at) where outcome is null;
create index on kernel.reports (author_id) where author_id is not null;
create index on kernel.reports (reported_by) where reported_by is not null;
create index on kernel.reports (closed_by) where closed_by is not null;
