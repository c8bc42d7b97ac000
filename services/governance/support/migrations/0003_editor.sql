-- Where the academy sends what only the editor can mend. Off until somebody turns it on.
create table support.editor (
  one boolean primary key default true check (one),
  webhook boolean not null,
  url text,
  sealed bytea,
  mail boolean not null,
  email text,
  check (not webhook or (url is not null and sealed is not null)),
  check (not mail or email is not null)
);
comment on column support.editor.sealed is 'The key that signs what is sent, sealed by the secret of this house.';

create table support.relays (
  id uuid primary key,
  ticket_id uuid not null references support.tickets on delete cascade,
  channel text not null check (channel in ('webhook', 'mail')),
  summary text not null check (summary <> ''),
  queued_at timestamptz not null,
  sent_at timestamptz,
  tries int not null default 0,
  fault text
);
create index on support.relays (ticket_id);
