create schema duplicates;

-- Two sheets that may be one human, and why one may think so. Worked out again each night; nobody is merged by it.
create table duplicates.pairs (
  one_id uuid not null references kernel.people on delete cascade,
  other_id uuid not null references kernel.people on delete cascade,
  evidence text[] not null,
  found_at timestamptz not null,
  primary key (one_id, other_id)
);
create index on duplicates.pairs (other_id);

-- « Ce sont deux personnes »: said once, and never asked again.
create table duplicates.distinctions (
  one_id uuid not null references kernel.people on delete cascade,
  other_id uuid not null references kernel.people on delete cascade,
  decided_by uuid references kernel.people on delete set null,
  decided_at timestamptz not null,
  primary key (one_id, other_id)
);
create index on duplicates.distinctions (other_id);
create index on duplicates.distinctions (decided_by) where decided_by is not null;
