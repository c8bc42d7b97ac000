create schema support;

-- Somebody asks for help. `place_id`: the school it is about, or the circonscription, academy or region of whoever works there.
create table support.tickets (
  id uuid primary key,
  number bigint generated always as identity unique,
  place_id uuid not null references kernel.places on delete cascade,
  school_id uuid references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  asked_as text not null check (asked_as in ('pupil', 'family', 'helper', 'team', 'town', 'circonscription', 'academy')),
  category text not null check (category in ('access', 'people', 'use', 'fault', 'equipment', 'network', 'other')),
  blocking boolean not null,
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  diagnostics jsonb,
  level text not null check (level in ('school', 'town', 'circonscription', 'academy', 'editor')),
  levels text[] not null,
  state text not null check (state in ('waiting', 'answered', 'closed')),
  opened_at timestamptz not null,
  answer_due timestamptz not null,
  answered_at timestamptz,
  moved_at timestamptz not null,
  closed_at timestamptz,
  reminded_at timestamptz,
  taken_by uuid references kernel.people on delete set null,
  check (level = any (levels)),
  check ((state = 'closed') = (closed_at is not null))
);
create index on support.tickets (author_id);
create index on support.tickets (taken_by);
create index on support.tickets (school_id, level);
create index on support.tickets (place_id, level);
create index on support.tickets (answer_due) where answered_at is null and state <> 'closed';
comment on column support.tickets.level is 'Whose queue it is in.';
comment on column support.tickets.levels is 'The queues it has been in: they still read it.';
comment on column support.tickets.diagnostics is 'Browser, page, version, number of an error: nothing of a person. Shown to the author before it left.';
comment on column support.tickets.answer_due is 'The first answer is promised by then.';
comment on column support.tickets.moved_at is 'The last time somebody wrote or moved it.';

create table support.entries (
  id uuid primary key,
  ticket_id uuid not null references support.tickets on delete cascade,
  author_id uuid references kernel.people on delete set null,
  kind text not null check (kind in ('message', 'answer', 'note', 'moved', 'taken', 'closed', 'reopened')),
  level text check (level in ('school', 'town', 'circonscription', 'academy', 'editor')),
  body text,
  at timestamptz not null
);
create index on support.entries (ticket_id);
create index on support.entries (author_id);
comment on column support.entries.kind is 'A note is read by those who help, never by who asked.';
comment on column support.entries.level is 'In whose name it was written, or where it was sent.';

create table support.attachments (
  ticket_id uuid not null references support.tickets on delete cascade,
  file_id uuid not null references kernel.files on delete cascade,
  entry_id uuid references support.entries on delete cascade,
  primary key (ticket_id, file_id)
);
create index on support.attachments (file_id);
create index on support.attachments (entry_id);

-- Answers ready to be given, shared by those who help in a place.
create table support.macros (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  unique (place_id, title)
);
