create schema polls;

-- A question, or tasks that need hands; asked of the families of a class or a school, or of those who work in a school.
create table polls.polls (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  place_id uuid not null references kernel.places on delete cascade,
  asked text not null check (asked in ('families', 'staff')),
  author_id uuid references kernel.people on delete set null,
  kind text not null check (kind in ('question', 'volunteers')),
  question text not null check (question <> ''),
  several boolean not null,
  named boolean not null,
  shown text not null check (shown in ('answered', 'closed')),
  closes_on date not null,
  closed_at timestamptz,
  opened_at timestamptz not null,
  check (named or (kind = 'question' and shown = 'closed'))
);
create index on polls.polls (place_id);
create index on polls.polls (school_id);
create index on polls.polls (author_id);
comment on column polls.polls.named is 'Else nothing links a person to a choice, and nothing is shown before the end.';
comment on column polls.polls.closes_on is 'The last day one answers.';

create table polls.choices (
  id uuid primary key,
  poll_id uuid not null references polls.polls on delete cascade,
  rank smallint not null,
  label text not null check (label <> ''),
  places smallint check (places between 1 and 50),
  votes int not null default 0,
  unique (poll_id, rank)
);
comment on column polls.choices.places is 'How many volunteers this task needs; null for a question.';
comment on column polls.choices.votes is 'Answers that nobody signs, counted and not kept.';

-- Who has answered: not what.
create table polls.voters (
  poll_id uuid not null references polls.polls on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  primary key (poll_id, person_id)
);
create index on polls.voters (person_id);

-- Who chose what, where answers are named. `seat` is one of the places of a task: two people never have the same.
create table polls.answers (
  choice_id uuid not null references polls.choices on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  seat smallint,
  primary key (choice_id, person_id),
  unique (choice_id, seat)
);
create index on polls.answers (person_id);
