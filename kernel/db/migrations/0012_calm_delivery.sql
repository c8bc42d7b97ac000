-- Calm delivery: a notification is made at once and arrives when its school is open; it tells nobody anything before.
alter table kernel.events
  add column urgent boolean not null default false;

alter table kernel.notifications
  add column arrives_at timestamptz,
  add column arrived_at timestamptz,
  add column told_by_mail_at timestamptz;
update kernel.notifications set arrives_at = created_at, arrived_at = created_at, told_by_mail_at = created_at;
alter table kernel.notifications alter column arrives_at set not null;
drop index kernel.notifications_person_id_created_at_idx;
create index notifications_feed on kernel.notifications (person_id, arrived_at desc) where arrived_at is not null;
create index notifications_unread on kernel.notifications (person_id) where arrived_at is not null and read_at is null;
create index notifications_waiting on kernel.notifications (arrives_at) where arrived_at is null;
create index notifications_untold on kernel.notifications (person_id) where arrived_at is not null and told_by_mail_at is null and read_at is null;
create index on kernel.notifications (person_id);

-- How somebody wants to be told. No row: a digest by mail at 18 h, no push.
create table kernel.delivery_choices (
  person_id uuid primary key references kernel.people on delete cascade,
  digest boolean not null default true,
  digest_hour smallint not null default 18 check (digest_hour between 7 and 19)
);

-- A browser that agreed to be woken (RFC 8030, 8291, 8292).
create table kernel.push_subscriptions (
  id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  endpoint text not null unique check (endpoint ~ '^https://'),
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamptz not null default now()
);
create index on kernel.push_subscriptions (person_id);
