-- Mails to send, written in the transaction of the change that asks for them. What they say is wiped once they left.
create table kernel.mails (
  id uuid primary key,
  key text not null unique,
  recipient text not null,
  subject text not null,
  body text,
  queued_at timestamptz not null default now(),
  sent_at timestamptz,
  check (body is not null or sent_at is not null)
);
create index mails_queued_at on kernel.mails (queued_at);
comment on column kernel.mails.key is 'Idempotency: asking twice for the same mail sends one. The Message-ID derives from it.';
