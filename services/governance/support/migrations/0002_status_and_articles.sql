-- What does not work, or will not for a while, as the academy says it to everybody.
create table support.incidents (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  title text not null check (title <> ''),
  state text not null check (state in ('announced', 'looking', 'found', 'watching', 'over')),
  starts_at timestamptz not null,
  over_at timestamptz,
  check ((state = 'over') = (over_at is not null))
);
create index on support.incidents (place_id);
create index on support.incidents (starts_at);

create table support.updates (
  id uuid primary key,
  incident_id uuid not null references support.incidents on delete cascade,
  state text not null check (state in ('announced', 'looking', 'found', 'watching', 'over')),
  body text not null check (body <> ''),
  at timestamptz not null
);
create index on support.updates (incident_id);

-- The knowledge base: what one finds without asking anybody.
create table support.articles (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  audience text not null check (audience in ('everybody', 'families', 'team')),
  open boolean not null,
  changed_at timestamptz not null,
  unique (place_id, title)
);
comment on column support.articles.open is 'Read without signing in: how to sign in, above all.';
