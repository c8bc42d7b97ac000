create schema network;

-- What the line of a school did, one day: measured from the school, by somebody who works there. No name: only with which function.
create table network.measures (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  at timestamptz not null,
  kbps integer not null check (kbps between 8 and 10000000),
  latency_ms integer not null check (latency_ms between 0 and 30000),
  by text not null check (by in ('teacher', 'director', 'assistant', 'atsem')),
  told boolean not null default false
);
create index on network.measures (school_id, at);
comment on column network.measures.told is 'The town was told of a slow line with this one.';

-- Art. 3.2: recommendations are given for each school year. A year without a line has the usual share.
create table network.norms (
  school_year text primary key check (school_year ~ '^\d{4}-\d{4}$'),
  percent integer not null check (percent between 5 and 100),
  set_at timestamptz not null
);
comment on column network.norms.percent is 'Of the pupils of a school, how many are connected at once.';
