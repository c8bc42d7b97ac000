-- How somebody likes to read, on any device: the writing (for children) and what makes reading easier.
alter table kernel.accounts
  add column hand text check (hand in ('capitals', 'script', 'cursive')),
  add column comfort text[] not null default '{}' check (comfort <@ array['spaced', 'large', 'dyslexic']);

-- The writing that a class meets first; a child may choose another.
create table kernel.class_hands (
  class_id uuid primary key references kernel.places (id) on delete cascade,
  hand text not null check (hand in ('capitals', 'script', 'cursive'))
);
