create schema deployment;

-- How far each school is, as counted last night. Numbers: nobody is named here.
create table deployment.schools (
  school_id uuid primary key references kernel.places on delete cascade,
  counted_at timestamptz not null,
  convention text not null,
  convention_since date,
  provided_on date,
  opened_on date,
  seen_on date,
  stall text check (stall in ('unprovided', 'unopened', 'few', 'silent'))
);
create index on deployment.schools (stall) where stall is not null;
comment on column deployment.schools.convention is 'A state of conventions.conventions, or none.';
comment on column deployment.schools.provided_on is 'The day its first accounts were made.';
comment on column deployment.schools.opened_on is 'The day its fifth account was activated: of fewer nothing is said.';
comment on column deployment.schools.seen_on is 'The last day anybody of the school came.';

-- A profile of a school; and the staff of a town, who are counted once however many its schools.
create table deployment.figures (
  place_id uuid not null references kernel.places on delete cascade,
  profile text not null check (profile in ('teacher', 'guardian', 'pupil', 'town')),
  people integer not null check (people > 0),
  activated integer not null check (activated between 0 and people),
  week integer not null check (week between 0 and people),
  pooled boolean not null default false,
  primary key (place_id, profile)
);
comment on column deployment.figures.week is 'Those who came in the seven days before.';
comment on column deployment.figures.pooled is 'Too few to be said alone, but counted in the sums: the circonscription has several such schools, and enough people in them.';
