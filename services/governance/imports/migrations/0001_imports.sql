-- An import is a change set: read, compared, reviewed, applied school by school, and undone if need be within seven days.
create schema imports;

-- A UUIDv7 made beside the rows: applying a school is one round trip per table, never one per person. PostgreSQL makes them
-- itself since 18; before, it is written out, and costs ten times more.
do $do$
begin
  if to_regprocedure('uuidv7()') is not null then
    create function imports.new_id() returns uuid language sql volatile as $$ select uuidv7() $$;
  else
    create function imports.new_id() returns uuid language sql volatile as $$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $$;
  end if;
end
$do$;

create table imports.imports (
  id uuid primary key,
  kind text not null check (kind in ('complet', 'delta', 'onde')),
  state text not null check (state in ('reading', 'refused', 'review', 'applying', 'applied', 'cancelled', 'undoing', 'undone')),
  folder text not null,
  day date not null,
  files jsonb not null,
  bytes_total bigint not null,
  bytes_read bigint not null default 0,
  people_read int not null default 0,
  phases jsonb not null default '{}',
  asked_by uuid references kernel.people on delete set null,
  asked_at timestamptz not null,
  compared_at timestamptz,
  cancel_asked_at timestamptz,
  approved_by uuid references kernel.people on delete set null,
  applied_at timestamptz,
  undone_at timestamptz,
  purged_at timestamptz
);
create index on imports.imports (asked_at desc);
create index on imports.imports (asked_by);
create index on imports.imports (approved_by);

-- One line per school of an import; and one per academy, for those who are in no school.
create table imports.schools (
  import_id uuid not null references imports.imports on delete cascade,
  key text not null,
  school_id uuid,
  uai text,
  name text not null,
  city text,
  in_files boolean not null default true,
  first boolean not null,
  state text not null check (state in ('ready', 'check', 'approved', 'applied', 'undone', 'kept')),
  reasons jsonb not null default '[]',
  counts jsonb not null default '{}',
  before_people int not null default 0,
  applied_at timestamptz,
  undo_trouble jsonb,
  primary key (import_id, key)
);
create index on imports.schools (school_id);
comment on column imports.schools.key is 'The external id of the school (TOULOUSE-10000), or the academy alone (TOULOUSE).';

-- What the files say, as rows. No foreign key: 300 000 rows come by COPY, and are purged with their import.
create table imports.read_schools (
  import_id uuid not null, n int not null, file text not null, line int not null, request text not null, external_id text not null,
  new_id uuid not null default imports.new_id(), academy text not null, uai text, name text, nature text, siret text, address text, postal_code text, city text,
  phone text, email text, circonscription text, town_key text, town_name text, department text, rpi text, given text[], trouble text,
  primary key (import_id, n)
);
create index on imports.read_schools (import_id, external_id);
create table imports.read_people (
  import_id uuid not null, n int not null, file text not null, line int not null, request text not null, category text not null,
  external_id text not null, new_id uuid not null default imports.new_id(), academy text not null, civility text, first_name text, last_name text, birth_name text,
  birth_date date, level text, email text, academic_email text, phone_home text, phone_work text, phone_mobile text, address text,
  postal_code text, city text, country text, shares_address boolean not null, login_stem text, given text[], trouble text,
  primary key (import_id, n)
);
create table imports.read_functions (
  import_id uuid not null, n int not null, at int not null, school_key text not null, class_key text, class_name text,
  kind text not null, level text, completed boolean not null default false
);
create index on imports.read_functions (import_id, school_key);
create index on imports.read_functions (import_id, n);
create table imports.read_links (
  import_id uuid not null, n int not null, guardian_key text not null, kind text not null, completed boolean not null default false
);
create index on imports.read_links (import_id, n);

-- Places above the schools, and the communes, that an import needs.
create table imports.places (
  import_id uuid not null, key text not null, kind text not null, name text not null, depth int not null, parent_key text,
  place_id uuid not null, primary key (import_id, key)
);

-- The change set: what becomes of each person in each school; `counted` once per person.
create table imports.fates (
  import_id uuid not null,
  school_key text not null,
  key text not null,
  n int,
  person_id uuid not null,
  category text not null check (category in ('school', 'pupil', 'guardian', 'staff')),
  fate text not null check (fate in ('created', 'updated', 'moved', 'returned', 'leaving', 'unchanged', 'rejected')),
  counted boolean not null,
  why text,
  changes jsonb,
  kept text[],
  login_stem text
);
create index on imports.fates (import_id, school_key);

-- Rejections, remarks, and why a whole import was refused: a code and its arguments, said in French by lines.ts.
create table imports.lines (
  import_id uuid not null, severity text not null check (severity in ('refused', 'rejected', 'remark')), code text not null,
  args jsonb not null default '{}', file text, line int, external_id text, school_key text,
  compared boolean not null default false
);
create index on imports.lines (import_id, severity);

-- What each school's transaction wrote, for the undo. Created rows keep no copy, their keys are enough: one line for all of a table.
create table imports.changes (
  id bigint generated always as identity,
  import_id uuid not null,
  school_key text not null,
  place text not null check (place in ('places', 'schools', 'people', 'contacts', 'functions', 'guardianships', 'accounts')),
  keys uuid[] not null,
  other_keys uuid[],
  before jsonb,
  after jsonb
);
create index on imports.changes (import_id, school_key);

-- Of what an import changed, what still is as it left it goes back; what somebody wrote since stays.
create function imports.given_back(before jsonb, after jsonb, present jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(field, before->field), '{}') from jsonb_object_keys(before) field
  where before->field is distinct from after->field and present->field is not distinct from after->field
$$;

-- Homonyms get lea.martin2, lea.martin3: a stem's logins are looked up for each new account.
create index accounts_stem on kernel.accounts (rtrim(login, '0123456789'));
