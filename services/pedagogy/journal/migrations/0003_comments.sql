-- A class whose teacher opened the journal to words of its adults; no line, no comments.
create table journal.comment_openings (
  class_id uuid primary key references kernel.places on delete cascade,
  opened_by uuid references kernel.people on delete set null,
  opened_at timestamptz not null
);
create index on journal.comment_openings (opened_by);

-- A family's words wait for the teacher; nobody else reads them before.
create table journal.comments (
  id uuid primary key,
  post_id uuid not null references journal.posts on delete cascade,
  author_id uuid references kernel.people on delete set null,
  body text not null check (body <> ''),
  state text not null check (state in ('waiting', 'shown', 'hidden')),
  content_hash bytea not null,
  written_at timestamptz not null
);
create index on journal.comments (post_id, written_at);
create index on journal.comments (author_id);
create index on journal.comments (content_hash);
