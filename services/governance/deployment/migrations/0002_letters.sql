-- One gesture of somebody who follows a place: letters to those of its schools that stall.
create table deployment.mailings (
  id uuid primary key,
  place_id uuid not null references kernel.places on delete cascade,
  sent_by uuid references kernel.people on delete set null,
  sent_at timestamptz not null,
  paper boolean not null,
  message boolean not null check (paper or message)
);
create index on deployment.mailings (place_id, sent_at);
create index on deployment.mailings (sent_by);

create table deployment.letters (
  id uuid primary key,
  mailing_id uuid not null references deployment.mailings on delete cascade,
  school_id uuid not null references kernel.places on delete cascade,
  stall text not null check (stall in ('unopened', 'few', 'silent')),
  since date not null,
  sent_at timestamptz not null
);
create index on deployment.letters (school_id, sent_at);
create index on deployment.letters (mailing_id);
comment on column deployment.letters.since is 'In force, open, or seen last: the day that the letter quotes.';

-- Who directed the school on that day.
create table deployment.recipients (
  letter_id uuid not null references deployment.letters on delete cascade,
  person_id uuid not null references kernel.people on delete cascade,
  primary key (letter_id, person_id)
);
create index on deployment.recipients (person_id);
