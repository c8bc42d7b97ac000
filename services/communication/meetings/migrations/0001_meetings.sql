create schema meetings;

-- Moments that a class's families are invited to choose from.
create table meetings.rounds (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  title text not null check (title <> ''),
  means text not null check (means in ('here', 'phone', 'video')),
  venue text not null,
  alone boolean not null,
  minutes smallint not null check (minutes between 5 and 120),
  time_zone text not null,
  opened_at timestamptz not null
);
create index on meetings.rounds (class_id);
create index on meetings.rounds (school_id);
create index on meetings.rounds (author_id);
comment on column meetings.rounds.alone is 'One for each child, whoever takes it; else one for each guardian.';

-- By the clock of the school.
create table meetings.slots (
  id uuid primary key,
  round_id uuid not null references meetings.rounds on delete cascade,
  day date not null,
  starts time not null,
  ends time not null check (starts < ends),
  unique (round_id, day, starts)
);

-- A slot has one booking at most, a guardian one for each child, and a child one in all where the round says so: these keys hold
-- however many press at once.
create table meetings.bookings (
  slot_id uuid primary key references meetings.slots on delete cascade,
  round_id uuid not null references meetings.rounds on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  guardian_id uuid references kernel.people on delete cascade,
  alone boolean not null,
  on_paper boolean not null,
  booked_at timestamptz not null
);
create unique index on meetings.bookings (round_id, pupil_id, guardian_id);
create unique index on meetings.bookings (round_id, pupil_id) where alone;
create index on meetings.bookings (pupil_id);
create index on meetings.bookings (guardian_id);
comment on column meetings.bookings.guardian_id is 'Null where the family came by paper and nobody is known as its guardian.';

-- Who wants to be told when a moment is free again.
create table meetings.waiting (
  round_id uuid not null references meetings.rounds on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  guardian_id uuid not null references kernel.people on delete cascade,
  asked_at timestamptz not null,
  primary key (round_id, pupil_id, guardian_id)
);
create index on meetings.waiting (pupil_id);
create index on meetings.waiting (guardian_id);
