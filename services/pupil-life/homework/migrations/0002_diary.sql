-- The cahier-journal: what a class is to do and did, by day. For those who teach it, never for families.
create table homework.sessions (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  subject text not null,
  body text not null check (body <> ''),
  done boolean not null default false,
  created_at timestamptz not null default now()
);
create index on homework.sessions (class_id, day);
create index on homework.sessions (author_id);
