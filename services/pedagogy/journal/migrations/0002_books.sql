-- The album of the year, made again when somebody asks. What is in it is remembered: once a family withdraws, it is given to nobody.
create table journal.books (
  id uuid primary key,
  class_id uuid not null references kernel.places on delete cascade,
  project text not null,
  state text not null check (state in ('making', 'ready', 'failed')),
  done integer not null default 0,
  out_of integer not null default 0,
  asked_by uuid references kernel.people on delete set null,
  asked_at timestamptz not null,
  pdf_id uuid references kernel.files on delete set null,
  html_id uuid references kernel.files on delete set null,
  pictures uuid[] not null default '{}',
  posts uuid[] not null default '{}'
);
create index on journal.books (class_id, asked_at desc);
create index on journal.books (asked_by);
