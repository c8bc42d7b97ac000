create table kernel.people (
  id uuid primary key,
  civility text check (civility in ('M.', 'Mme')),
  first_name text not null check (first_name <> ''),
  last_name text not null check (last_name <> ''),
  birth_name text,
  birth_date date,
  external_id text unique,
  source text not null default 'manual' check (source in ('aaf', 'onde', 'manual')),
  own_fields text[] not null default '{}',
  leaving_since timestamptz,
  trashed_at timestamptz,
  created_at timestamptz not null default now(),
  check (trashed_at is null or leaving_since is not null)
);
create index people_leaving on kernel.people (leaving_since) where leaving_since is not null;
comment on column kernel.people.leaving_since is 'Absent from the academy''s files since then. 60 days of grace, then 30 days in the trash, then erased: three months (arrêté du 30 novembre 2006 modifié, art. 6).';

-- Kept apart from the person, so that no list of names can carry an address away: separated parents see nothing of each other.
create table kernel.contacts (
  person_id uuid primary key references kernel.people on delete cascade,
  email text,
  academic_email text,
  phone_home text,
  phone_work text,
  phone_mobile text,
  address text,
  postal_code text,
  city text,
  country text,
  shares_address boolean not null default false,
  own_fields text[] not null default '{}'
);

-- What a person is, where, and until when.
create table kernel.functions (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  place_id uuid not null references kernel.places on delete cascade,
  school_id uuid references kernel.places on delete cascade,
  kind text not null check (kind in ('pupil', 'teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator')),
  level text check (level in ('TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS')),
  starts_on date,
  ends_on date,
  source text not null default 'manual' check (source in ('aaf', 'onde', 'manual')),
  check (level is null or kind = 'pupil'),
  unique (person_id, place_id, kind)
);
create index on kernel.functions (place_id, kind);
create index on kernel.functions (school_id, kind);

-- One row per adult and child: each guardian is a person of their own, never « the family ».
create table kernel.guardianships (
  pupil_id uuid not null references kernel.people on delete cascade,
  guardian_id uuid not null references kernel.people on delete cascade,
  kind text not null check (kind in ('mother', 'father', 'tutor', 'child-welfare', 'grandparent', 'sibling', 'foster', 'educator', 'carer', 'relative', 'self', 'other')),
  holds_authority boolean not null default true,
  source text not null default 'manual' check (source in ('aaf', 'onde', 'manual')),
  primary key (pupil_id, guardian_id),
  check (pupil_id <> guardian_id)
);
create index on kernel.guardianships (guardian_id);
