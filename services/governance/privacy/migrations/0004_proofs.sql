-- What is shown in support of a request: read by whoever answers it and by nobody else, and gone with it at the latest.
create table privacy.proofs (
  request_id uuid not null references privacy.requests on delete cascade,
  file_id uuid not null references kernel.files on delete cascade,
  added_by uuid references kernel.people on delete set null,
  added_at timestamptz not null,
  primary key (request_id, file_id)
);
create index on privacy.proofs (file_id);
create index on privacy.proofs (added_by);
