create schema statistics;

-- How a place was visited in a week, cut in one way at a time. « all » is the whole.
create table statistics.weeks (
  place_id uuid not null references kernel.places on delete cascade,
  week date not null check (extract(isodow from week) = 1),
  cut text not null check (cut in ('all', 'profile', 'service', 'device', 'hour')),
  value text not null,
  visits integer not null,
  users integer not null,
  seconds bigint not null,
  primary key (place_id, week, cut, value)
);
create index on statistics.weeks (week, cut);
