create schema privacy;

-- A file of all that is kept about somebody, made when asked and given to whoever asked. Kept a week.
create table privacy.files (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  asked_by uuid not null references kernel.people on delete cascade,
  state text not null check (state in ('making', 'ready', 'failed')),
  done integer not null default 0,
  out_of integer not null default 0,
  asked_at timestamptz not null,
  file_id uuid references kernel.files on delete set null,
  size bigint,
  taken_at timestamptz
);
create index on privacy.files (person_id, asked_by, asked_at desc);
create index on privacy.files (asked_by);
-- One at a time for each person and asker.
create unique index on privacy.files (person_id, asked_by) where state = 'making';
