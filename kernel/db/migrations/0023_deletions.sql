-- The ledger of deletions: when, from which table, why and how many. It names nobody, and stays.
create table kernel.deletions (
  id uuid primary key,
  day date not null,
  at timestamptz not null,
  why text not null check (why in ('term', 'leaving')),
  what text not null,
  table_name text not null,
  rows integer not null check (rows > 0)
);
create index on kernel.deletions (day);

-- Whoever objects to the keeping of what they shared in common spaces, once their account is closed.
create table kernel.objections (
  person_id uuid primary key references kernel.people on delete cascade,
  objected_at timestamptz not null,
  objected_by uuid references kernel.people on delete set null
);
create index on kernel.objections (objected_by);
