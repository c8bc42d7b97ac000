-- A request about one of the six rights, for oneself or for a child, answered within a month.
create table privacy.requests (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  asked_by uuid references kernel.people on delete set null,
  -- The school that relays it, or where the person works; nobody's place is the administration's.
  place_id uuid references kernel.places on delete set null,
  claim text not null check (claim in ('information', 'access', 'rectification', 'opposition', 'limitation', 'directives')),
  said text not null check (said <> ''),
  received_on date not null,
  due_on date not null check (due_on > received_on),
  extended_why text,
  outcome text check (outcome in ('granted', 'partly', 'refused')),
  answer text,
  answered_by uuid references kernel.people on delete set null,
  answered_at timestamptz,
  reminded_on date,
  check ((outcome is null) = (answered_at is null) and (outcome is null) = (answer is null))
);
create index on privacy.requests (person_id);
create index on privacy.requests (asked_by);
create index on privacy.requests (answered_by);
create index on privacy.requests (place_id, due_on) where outcome is null;

-- What was done about a request, added line by line: the proof of it.
create table privacy.steps (
  id uuid primary key,
  request_id uuid not null references privacy.requests on delete cascade,
  at timestamptz not null,
  by_id uuid references kernel.people on delete set null,
  kind text not null check (kind in ('received', 'note', 'extended', 'answered', 'lifted')),
  words text not null
);
create index on privacy.steps (request_id, at);
create index on privacy.steps (by_id);

-- What somebody wants of their data after their death (loi Informatique et libertés, art. 85). Changed at any time.
create table privacy.directives (
  person_id uuid primary key references kernel.people on delete cascade,
  wish text not null check (wish in ('erase', 'keep', 'give')),
  heir text,
  changed_at timestamptz not null,
  check (wish <> 'give' or heir is not null)
);
