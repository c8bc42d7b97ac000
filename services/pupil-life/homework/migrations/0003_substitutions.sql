-- Somebody who has the class for a day, and no longer: from midnight to six in the evening, by the clock of the school.
create table homework.substitutions (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  day date not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  opened_by uuid references kernel.people on delete set null,
  ended_at timestamptz,
  unique (class_id, person_id, day)
);
create index on homework.substitutions (person_id, closes_at);
create index on homework.substitutions (opened_by);
