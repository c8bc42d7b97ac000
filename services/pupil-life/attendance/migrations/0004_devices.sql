-- Tablets and telephones that the school says are its own: only there may a roll call be kept while there is no network.
create table attendance.devices (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  token_hash bytea not null unique,
  name text not null,
  declared_by uuid references kernel.people on delete set null,
  declared_at timestamptz not null
);
create index on attendance.devices (school_id);
create index on attendance.devices (declared_by) where declared_by is not null;
