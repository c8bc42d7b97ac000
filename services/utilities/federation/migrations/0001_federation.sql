create schema federation;

-- Who else may say who somebody is. No row: the door is shut, and its button is not drawn.
create table federation.providers (
  name text primary key check (name in ('educonnect', 'agents')),
  protocol text not null check (protocol in ('saml', 'oidc')),
  settings jsonb not null,
  sealed bytea,
  demonstration boolean not null default false
);
comment on column federation.providers.sealed is 'The private key or the client''s secret, AES-256-GCM under a key that is not in the database.';

-- Somebody left for a provider and has not come back yet: ten minutes, once, in the browser that left.
create table federation.requests (
  id text primary key,
  provider text not null references federation.providers on delete cascade,
  door_hash bytea not null,
  destination text not null,
  linking uuid references kernel.people on delete cascade,
  verifier text,
  nonce text,
  expires_at timestamptz not null
);
create index on federation.requests (linking) where linking is not null;

-- Assertions already used: none serves twice, whatever request it answers.
create table federation.assertions (
  id_hash bytea primary key,
  expires_at timestamptz not null
);

-- Somebody came back and was recognised by the provider; the browser has yet to show that it is the one that left.
create table federation.entries (
  ticket_hash bytea primary key,
  provider text not null references federation.providers on delete cascade,
  door_hash bytea not null,
  destination text not null,
  linking uuid references kernel.people on delete cascade,
  refs text[] not null,
  name_id text,
  session_index text,
  return_url text,
  second_factor boolean not null,
  expires_at timestamptz not null
);
create index on federation.entries (linking) where linking is not null;

-- What the provider must be told, or tells us, when a session ends.
create table federation.sessions (
  session_id uuid primary key references kernel.sessions on delete cascade,
  provider text not null references federation.providers on delete cascade,
  name_id text,
  session_index text,
  return_url text
);
create index on federation.sessions (provider, name_id);

create table federation.farewells (
  ticket_hash bytea primary key,
  provider text not null references federation.providers on delete cascade,
  name_id text,
  session_index text,
  return_url text,
  expires_at timestamptz not null
);

-- Two people that one ÉduConnect login proved to be, at the same time: they are one human, or share a login they should not.
create table federation.proofs (
  one_id uuid not null references kernel.people on delete cascade,
  other_id uuid not null references kernel.people on delete cascade,
  proved_at timestamptz not null,
  primary key (one_id, other_id)
);
create index on federation.proofs (other_id);
