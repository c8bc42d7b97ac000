-- Pages that were shown, for the anonymous measure: nobody is named, and a week that is counted is deleted.
create table kernel.views (
  at timestamptz not null,
  visitor bytea not null,
  place_id uuid not null references kernel.places on delete cascade,
  profile text not null,
  service text,
  device text not null
);
create index on kernel.views (at);
create index on kernel.views (place_id);
comment on column kernel.views.visitor is 'A code of the week: HMAC of the person with our secret and the Monday.';
