create table kernel.accounts (
  id uuid primary key,
  person_id uuid not null unique references kernel.people on delete cascade,
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9.]*$'),
  password_hash text,
  activated_at timestamptz,
  blocked_at timestamptz,
  language text not null default 'fr',
  created_at timestamptz not null default now()
);
comment on column kernel.accounts.password_hash is 'argon2id';

-- A code is on a paper sheet and nowhere else: what is kept is its HMAC under a secret that is not in the database.
create table kernel.activation_codes (
  id uuid primary key,
  account_id uuid not null references kernel.accounts on delete cascade,
  code_hmac bytea not null,
  issued_by uuid references kernel.people on delete set null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create unique index activation_codes_live on kernel.activation_codes (account_id) where used_at is null and revoked_at is null;

create index on kernel.activation_codes (issued_by) where issued_by is not null;

create table kernel.sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references kernel.accounts on delete cascade,
  device text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on kernel.sessions (account_id);

create table kernel.charters (
  id uuid primary key,
  audience text not null check (audience in ('adult', 'child')),
  version integer not null,
  body text not null,
  published_at timestamptz not null default now(),
  published_by uuid references kernel.people on delete set null,
  unique (audience, version)
);

create index on kernel.charters (published_by) where published_by is not null;

create table kernel.charter_acceptances (
  account_id uuid not null references kernel.accounts on delete cascade,
  charter_id uuid not null references kernel.charters,
  accepted_at timestamptz not null default now(),
  primary key (account_id, charter_id)
);

-- Counters of failures. Losing them in a crash costs nothing.
create unlogged table kernel.throttles (
  key text primary key,
  hits integer not null,
  resets_at timestamptz not null
);
