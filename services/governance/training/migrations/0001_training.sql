create schema training;

-- What a department, a circonscription or an academy offers to those who work in its schools.
create table training.courses (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  title text not null check (title <> ''),
  summary text not null check (summary <> ''),
  created_at timestamptz not null
);
create index on training.courses (place_id);

create table training.sessions (
  id uuid primary key,
  course_id uuid not null references training.courses on delete cascade,
  day date not null,
  starts time not null,
  ends time not null,
  venue text not null check (venue <> ''),
  seats int not null check (seats between 1 and 500),
  cancelled_at timestamptz,
  check (ends > starts)
);
create index on training.sessions (course_id);
create index on training.sessions (day);

create table training.registrations (
  session_id uuid not null references training.sessions on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  state text not null check (state in ('in', 'waiting')),
  asked_at timestamptz not null,
  present boolean,
  primary key (session_id, person_id)
);
create index on training.registrations (person_id);
comment on column training.registrations.present is 'Null until the sheet is entered.';
