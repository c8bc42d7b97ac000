-- Files that arrive in pieces (tus 1.0). Their bytes lie in PREAU_DATA/uploads under the id; how many arrived is the length of that file.
create table kernel.uploads (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  key text not null check (key <> ''),
  media_type text not null,
  length integer not null check (length > 0),
  begun_at timestamptz not null,
  unique (person_id, key)
);
create index on kernel.uploads (begun_at);

comment on column kernel.uploads.key is 'How the sender’s device calls it: asked for twice, it is begun once.';
