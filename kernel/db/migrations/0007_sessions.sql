-- How a session was opened, when its person last proved who they are, and how long it may stay silent.
alter table kernel.sessions
  add column method text not null default 'password'
    check (method in ('password', 'password-and-mail', 'passkey', 'sheet', 'educonnect', 'agents', 'badge', 'pictures', 'machine')),
  add column line text,
  add column silence_minutes integer not null default 120 check (silence_minutes > 0),
  add column second_factor_at timestamptz,
  add column proved_at timestamptz not null default now();
alter table kernel.sessions alter column method drop default, alter column silence_minutes drop default;
update kernel.sessions set proved_at = created_at;
update kernel.sessions set silence_minutes = 30 * 24 * 60 where expires_at > created_at + interval '1 day';
comment on column kernel.sessions.line is 'The internet line it was opened from: an IPv4 address, or the first half of an IPv6 one.';
