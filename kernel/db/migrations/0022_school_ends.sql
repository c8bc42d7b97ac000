-- When a school stops, its convention having ended without another: from one day on it only reads, from another on it is closed.
create table kernel.school_ends (
  school_id uuid primary key references kernel.places on delete cascade,
  read_only_from date not null,
  closed_from date not null check (closed_from > read_only_from)
);
comment on table kernel.school_ends is 'Written ahead, as soon as an end is known, and moved when a convention is renewed (docs/decisions/0014). A school that never had a convention has no row.';
