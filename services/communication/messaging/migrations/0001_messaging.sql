-- Messages between people who may write to each other. What is sent is kept until a month after the school year, then forgotten.
create schema messaging;

create table messaging.messages (
  id uuid primary key,
  thread_id uuid not null,
  answers_id uuid references messaging.messages on delete set null,
  school_id uuid references kernel.places on delete cascade,
  class_id uuid references kernel.places on delete set null,
  sender_id uuid references kernel.people on delete set null,
  state text not null default 'draft' check (state in ('draft', 'held', 'sent', 'recalled', 'rejected')),
  held_for text check (held_for in ('class', 'school')),
  subject text not null default '',
  body jsonb not null,
  plain text not null default '',
  folded text not null default '',
  urgent_reason text,
  no_reply boolean not null default false,
  automatic boolean not null default false,
  returned_word text,
  content_hash bytea,
  updated_at timestamptz not null,
  sent_at timestamptz,
  arrives_at timestamptz,
  recalled_at timestamptz,
  check ((state = 'draft') = (sent_at is null)),
  check ((state = 'held') = (held_for is not null)),
  check (state <> 'sent' or arrives_at is not null)
);
create index on messaging.messages (sender_id, sent_at);
create index on messaging.messages (thread_id);
create index on messaging.messages (answers_id) where answers_id is not null;
create index on messaging.messages (school_id, sent_at);
create index on messaging.messages (content_hash) where content_hash is not null;
create index messages_of_pupils on messaging.messages (class_id, sent_at desc) where class_id is not null;

comment on column messaging.messages.class_id is 'Only what pupils write to each other: the class whose teacher reads it before it arrives, or after.';
comment on column messaging.messages.folded is 'Subject and text without accents, case nor signs, for searching one''s own mailbox.';
comment on column messaging.messages.content_hash is 'SHA-256 of the words, links and files: to take the same content back wherever it went.';

create table messaging.folders (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  parent_id uuid references messaging.folders on delete cascade,
  name text not null check (name <> ''),
  unique nulls not distinct (person_id, parent_id, name)
);
create index on messaging.folders (parent_id) where parent_id is not null;

-- My own lists of people: a handful of colleagues, the families of the choir.
create table messaging.groups (
  id uuid primary key,
  owner_id uuid not null references kernel.people on delete cascade,
  name text not null check (name <> ''),
  unique (owner_id, name)
);
create table messaging.group_members (
  group_id uuid not null references messaging.groups on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  primary key (group_id, person_id)
);
create index on messaging.group_members (person_id);
create table messaging.favourites (
  owner_id uuid not null references kernel.people on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  primary key (owner_id, person_id)
);
create index on messaging.favourites (person_id);

-- Whom a message is for, as it was said: a person, a circle of the school, a group of mine. Who that is is worked out at sending.
create table messaging.addressees (
  id uuid primary key,
  message_id uuid not null references messaging.messages on delete cascade,
  field text not null check (field in ('to', 'cc', 'bcc')),
  person_id uuid references kernel.people on delete cascade,
  circle text,
  place_id uuid references kernel.places on delete cascade,
  group_id uuid references messaging.groups on delete cascade,
  check (num_nonnulls(person_id, circle, group_id) = 1),
  check ((circle is null) = (place_id is null)),
  unique nulls not distinct (message_id, person_id, circle, place_id, group_id)
);
create index on messaging.addressees (person_id) where person_id is not null;
create index on messaging.addressees (group_id) where group_id is not null;

-- One row for each mailbox that a message is in: the writer's (`from`, drafts included) and each reader's.
create table messaging.recipients (
  message_id uuid not null references messaging.messages on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  field text not null check (field in ('from', 'to', 'cc', 'bcc')),
  through_id uuid references messaging.addressees on delete set null,
  about_id uuid references kernel.people on delete set null,
  arrives_at timestamptz,
  read_at timestamptz,
  folder_id uuid references messaging.folders on delete set null,
  trashed_at timestamptz,
  gone_at timestamptz,
  primary key (message_id, person_id)
);
create index recipients_mailbox on messaging.recipients (person_id, arrives_at desc, message_id desc);
create index recipients_unread on messaging.recipients (person_id, arrives_at) where read_at is null and field <> 'from' and trashed_at is null;
create index on messaging.recipients (folder_id) where folder_id is not null;
create index on messaging.recipients (through_id) where through_id is not null;
create index on messaging.recipients (about_id) where about_id is not null;
create index recipients_trash on messaging.recipients (trashed_at) where trashed_at is not null and gone_at is null;

comment on column messaging.recipients.through_id is 'The circle by which somebody is written to: the others see its name and nobody''s.';
comment on column messaging.recipients.arrives_at is 'Nothing is seen before. Null while the message is held.';

create table messaging.attachments (
  message_id uuid not null references messaging.messages on delete cascade,
  file_id uuid not null references kernel.files on delete cascade,
  primary key (message_id, file_id)
);
create index on messaging.attachments (file_id);

-- When I answer, and the sentence for whoever writes outside of it.
create table messaging.hours (
  person_id uuid primary key references kernel.people on delete cascade,
  opens smallint not null check (opens between 0 and 23),
  closes smallint not null check (closes between 1 and 24 and closes > opens),
  days smallint[] not null check (days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  sentence text not null check (sentence <> '')
);
-- At most one a day for each person.
create table messaging.auto_replies (
  by_id uuid not null references kernel.people on delete cascade,
  to_id uuid not null references kernel.people on delete cascade,
  day date not null,
  primary key (by_id, to_id, day)
);
create index on messaging.auto_replies (to_id);
