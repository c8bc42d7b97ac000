-- What happened and who must be told, written in the transaction of the change and delivered after it.
create table kernel.events (
  id uuid primary key,
  service text not null,
  event text not null,
  school_id uuid references kernel.places on delete cascade,
  circle jsonb not null,
  payload jsonb not null,
  emitted_by uuid references kernel.people on delete set null,
  emitted_at timestamptz not null default now(),
  delivered_at timestamptz,
  attempts integer not null default 0
);
create index events_waiting on kernel.events (emitted_at) where delivered_at is null;
comment on column kernel.events.attempts is 'Deliveries that failed: after ten, the event is left for somebody to look at, and holds back nobody else.';

create index on kernel.events (emitted_by) where emitted_by is not null;

create table kernel.notifications (
  id uuid primary key,
  event_id uuid not null references kernel.events on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  about_id uuid references kernel.people on delete cascade,
  title text not null,
  href text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  unique nulls not distinct (event_id, person_id, about_id)
);
create index on kernel.notifications (person_id, created_at desc);

create index on kernel.notifications (about_id) where about_id is not null;

-- One line per change, in the transaction of the change.
create table kernel.audit (
  id uuid primary key,
  at timestamptz not null default now(),
  actor_id uuid references kernel.people on delete set null,
  school_id uuid references kernel.places on delete set null,
  action text not null,
  details jsonb not null default '{}'
);
create index on kernel.audit (school_id, at desc);
create index on kernel.audit (actor_id);

create table kernel.files (
  id uuid primary key,
  school_id uuid references kernel.places on delete cascade,
  name text not null,
  media_type text not null,
  size bigint not null check (size >= 0),
  sha256 bytea not null,
  uploaded_by uuid references kernel.people on delete set null,
  uploaded_at timestamptz not null default now()
);
create index on kernel.files (uploaded_by) where uploaded_by is not null;
