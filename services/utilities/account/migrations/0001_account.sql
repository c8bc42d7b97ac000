create schema account;

-- The known accounts of a demonstration, shown on its sign-in page. Empty everywhere else: a password in clear is nobody's.
create table account.demonstration_accounts (
  account_id uuid primary key references kernel.accounts on delete cascade,
  password text not null,
  profile text not null,
  school_name text,
  rank integer not null generated always as identity
);

-- The next version of a charter while it is being written; one for each audience.
create table account.charter_drafts (
  audience text primary key check (audience in ('adult', 'child')),
  body text not null check (length(body) <= 20000),
  updated_at timestamptz not null
);

-- Who answers for the ENT: what the legal pages must say, and that only the région académique knows. One row.
create table account.contacts (
  one boolean primary key default true check (one),
  controller text,
  controller_address text,
  dpo_email text,
  dpo_address text,
  host text,
  host_address text,
  host_phone text,
  accessibility_email text
);
