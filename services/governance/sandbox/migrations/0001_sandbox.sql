create schema sandbox;

-- Who one plays, in a sandbox. Empty everywhere else.
create table sandbox.roles (
  role text primary key,
  person_id uuid not null references kernel.people on delete cascade
);

-- A ticket serves once. Its number says nothing of who was given it.
create table sandbox.used_tickets (
  number text primary key,
  used_at timestamptz not null
);
create index on sandbox.roles (person_id);
