-- Roll call, by half-day.
create schema attendance;

-- A half-day that was called in a class.
create table attendance.calls (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  called_at timestamptz not null,
  unique (class_id, day, half)
);
create index on attendance.calls (school_id, day);

-- One sending of the sheet, by one person, from one device. A sheet that is sent twice is taken once.
create table attendance.takes (
  id uuid primary key,
  call_id uuid not null references attendance.calls on delete cascade,
  number integer not null,
  client_key uuid not null unique,
  digest bytea not null,
  taken_by uuid references kernel.people on delete set null,
  device text not null,
  received_at timestamptz not null,
  unique (call_id, number)
);
create index on attendance.takes (taken_by) where taken_by is not null;

-- What a sheet said of each child. Nothing is ever lost: two sheets that differ both stay here.
create table attendance.marks (
  take_id uuid not null references attendance.takes on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  state text not null check (state in ('present', 'absent', 'late')),
  arrived text check (arrived ~ '^[0-2][0-9]:[0-5][0-9]$'),
  marked_at timestamptz,
  primary key (take_id, pupil_id),
  check (arrived is null or state = 'late')
);
create index on attendance.marks (pupil_id);
comment on column attendance.marks.marked_at is 'When somebody touched this child''s line; null: left as the sheet proposed it.';

-- Where each child stands: for each, the last moment somebody touched the line.
create table attendance.standings (
  call_id uuid not null references attendance.calls on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  day date not null,
  half text not null,
  state text not null,
  arrived text,
  marked_at timestamptz,
  take_id uuid not null references attendance.takes on delete cascade,
  primary key (call_id, pupil_id)
);
create index on attendance.standings (pupil_id, day);
create index on attendance.standings (school_id, day) where state = 'absent';
create index on attendance.standings (take_id);

-- Two sheets, sent without knowing of each other, said different things of a child: shown until somebody says « C'est vu ».
create table attendance.differences (
  call_id uuid not null references attendance.calls on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  primary key (call_id, pupil_id)
);
create index on attendance.differences (pupil_id);
