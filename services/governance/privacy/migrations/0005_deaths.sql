-- A death that a school or the academy recorded, with what the person had asked (loi Informatique et libertés, art. 85). Goes with them.
create table privacy.deaths (
  id uuid primary key,
  person_id uuid not null unique references kernel.people on delete cascade,
  place_id uuid references kernel.places on delete set null,
  died_on date not null,
  recorded_by uuid references kernel.people on delete set null,
  recorded_at timestamptz not null,
  -- As it stood that day; null: nothing was asked.
  wish text check (wish in ('erase', 'keep', 'give')),
  heir text,
  file_id uuid references privacy.files on delete set null,
  given_at timestamptz,
  given_to text,
  check ((given_at is null) = (given_to is null))
);
create index on privacy.deaths (recorded_by);
create index on privacy.deaths (place_id);
create index on privacy.deaths (file_id);
