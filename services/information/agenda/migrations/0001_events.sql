create schema agenda;

-- Something at a day, by the clock of its place: of a class, a school or a town; or of one person alone.
create table agenda.events (
  id uuid primary key,
  place_id uuid references kernel.places on delete cascade,
  owner_id uuid references kernel.people on delete cascade,
  school_id uuid references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  title text not null check (title <> ''),
  details text not null default '',
  venue text not null default '',
  first_day date not null,
  last_day date not null,
  starts time,
  ends time,
  time_zone text not null,
  every text check (every in ('week', 'fortnight', 'month', 'year')),
  until date,
  asks_reply boolean not null default false,
  sequence int not null default 0,
  changed_at timestamptz not null,
  check ((place_id is null) <> (owner_id is null)),
  check (first_day <= last_day),
  check (starts is not null or ends is null),
  check (last_day > first_day or starts <= ends),
  check ((every is null) = (until is null)),
  check (not asks_reply or (every is null and place_id is not null))
);
-- A month of a place: what lasts or repeats into it has not ended before its first day.
create index on agenda.events (place_id, coalesce(until, last_day));
create index on agenda.events (owner_id, coalesce(until, last_day));
create index on agenda.events (school_id);
create index on agenda.events (author_id);
comment on column agenda.events.until is 'The last day on which it may begin again.';
comment on column agenda.events.school_id is 'Null for what is a town''s or a person''s.';

-- A day on which a repeated event does not happen.
create table agenda.skipped_days (
  event_id uuid not null references agenda.events on delete cascade,
  day date not null,
  primary key (event_id, day)
);

-- Each person's own answer: separated parents answer apart, and neither sees the other's.
create table agenda.replies (
  event_id uuid not null references agenda.events on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  answer text not null check (answer in ('yes', 'maybe', 'no')),
  people smallint not null check (people between 0 and 20),
  replied_at timestamptz not null,
  primary key (event_id, person_id),
  check ((answer = 'no') = (people = 0))
);
create index on agenda.replies (person_id);
comment on column agenda.replies.people is 'How many come, whoever answers included.';

-- An address where an application reads somebody's agenda, or that of one of their children. Its secret is drawn from the id and
-- the secret of the house: it is nowhere at rest, and dies with the id.
create table agenda.feeds (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  child_id uuid references kernel.people on delete cascade,
  name text not null check (name <> ''),
  with_surnames boolean not null default false,
  read_at timestamptz
);
create index on agenda.feeds (person_id);
create index on agenda.feeds (child_id);
