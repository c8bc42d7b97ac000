-- Who may write to whom: names are searched without accents and with typos forgiven, and a class may open what is closed.
-- Both extensions are « trusted »: the owner of the database creates them, no superuser is needed.
create extension if not exists unaccent with schema kernel;
create extension if not exists pg_trgm with schema kernel;

-- The few functions that whole territories are searched for: beside the pupils and teachers, a handful.
create index functions_of_heads on kernel.functions (kind, place_id)
  where kind in ('director', 'adviser', 'inspector', 'town', 'academy', 'administrator');

-- What is closed unless a class opens it. `pupils`: its pupils write to each other and to their teachers. `parents`: its families
-- write to each other.
create table kernel.reach_openings (
  class_id uuid not null references kernel.places on delete cascade,
  opening text not null check (opening in ('pupils', 'parents')),
  relayed text not null check (relayed in ('before', 'after')),
  opened_by uuid references kernel.people on delete set null,
  opened_at timestamptz not null default now(),
  primary key (class_id, opening)
);
create index on kernel.reach_openings (opened_by) where opened_by is not null;
comment on column kernel.reach_openings.relayed is 'When the teacher reads what pupils write to each other: before it arrives, or after.';
