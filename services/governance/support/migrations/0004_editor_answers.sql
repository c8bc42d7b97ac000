-- What the editor answered, by its own number: the same one sent again adds nothing.
create table support.editor_answers (
  id uuid primary key,
  relay_id uuid not null references support.relays on delete cascade,
  taken_at timestamptz not null
);
create index on support.editor_answers (relay_id);
