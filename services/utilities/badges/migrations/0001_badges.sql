-- How children come in: a badge held before the tablet, or one's own drawing then three pictures, on a device of the class.
create schema badges;

create table badges.badges (
  id uuid primary key,
  pupil_id uuid not null references kernel.people on delete cascade,
  token_hash bytea not null unique,
  made_by uuid references kernel.people on delete set null,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create unique index badges_live on badges.badges (pupil_id) where revoked_at is null;
create index on badges.badges (pupil_id);
create index on badges.badges (made_by) where made_by is not null;
comment on column badges.badges.token_hash is 'What the QR code says is drawn from the house''s secret and this row''s id: a badge can be printed again, and a dump opens nothing.';

-- A pupil's three pictures are drawn from the secret, the pupil and this number.
create table badges.pictures (
  pupil_id uuid primary key references kernel.people on delete cascade,
  number integer not null default 1
);

-- For ten minutes, the code that makes a device the class's.
create table badges.openings (
  id uuid primary key,
  class_id uuid not null references kernel.places on delete cascade,
  opened_by uuid references kernel.people on delete cascade,
  code_hash bytea not null unique,
  expires_at timestamptz not null
);
create index on badges.openings (opened_by);

create table badges.devices (
  id uuid primary key,
  class_id uuid not null references kernel.places on delete cascade,
  opened_by uuid references kernel.people on delete set null,
  token_hash bytea not null unique,
  name text not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz
);
create index on badges.devices (class_id, opened_at);
create index on badges.devices (opened_by) where opened_by is not null;

-- The sessions opened on a device: they end with it.
create table badges.entries (
  session_id uuid primary key references kernel.sessions on delete cascade,
  device_id uuid not null references badges.devices on delete cascade
);
create index on badges.entries (device_id);
