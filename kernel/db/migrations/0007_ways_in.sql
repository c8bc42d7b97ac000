-- Second proofs, codes sent by mail, and the rescue of somebody who lost theirs.

alter table kernel.accounts
  add column devices_known_since timestamptz not null default '1970-01-01',
  add column tells_new_device boolean not null default true;
comment on column kernel.accounts.devices_known_since is 'A browser that signed in before this moment is no longer known: everybody was signed out since.';

-- An application that gives codes (RFC 6238). Its secret is sealed: the key is not in the database.
create table kernel.authenticators (
  account_id uuid primary key references kernel.accounts on delete cascade,
  sealed_secret bytea not null,
  last_step bigint not null,
  added_at timestamptz not null default now()
);
comment on column kernel.authenticators.last_step is 'The step of the last code that served: neither it nor an earlier one serves again.';

create table kernel.passkeys (
  id uuid primary key,
  account_id uuid not null references kernel.accounts on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null check (name <> ''),
  added_at timestamptz not null default now(),
  used_at timestamptz
);
create index on kernel.passkeys (account_id);

-- Challenges are sealed and carried by the page; here are those that have served, until they would have expired.
create table kernel.spent_challenges (challenge text primary key, expires_at timestamptz not null);

-- A code sent by mail: to come in from a new device, or to show that an address is one's own. The code itself is nowhere:
-- it is drawn again from the id, under the secret. `bearer` is what the browser that asked must bring back.
create table kernel.mail_codes (
  id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'address')),
  account_id uuid not null references kernel.accounts on delete cascade,
  bearer bytea not null unique,
  email text,
  keep boolean not null default false,
  tries integer not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on kernel.mail_codes (account_id);

-- Two persons give a third one back the way to enrol: one asks, another confirms, the code is handed over in the flesh.
create table kernel.rescues (
  id uuid primary key,
  account_id uuid not null references kernel.accounts on delete cascade,
  asked_by uuid references kernel.people on delete set null,
  asked_at timestamptz not null default now(),
  confirmed_by uuid references kernel.people on delete set null,
  confirmed_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check (asked_by <> confirmed_by)
);
create unique index rescues_live on kernel.rescues (account_id) where ended_at is null;
create index on kernel.rescues (asked_by) where asked_by is not null;
create index on kernel.rescues (confirmed_by) where confirmed_by is not null;
