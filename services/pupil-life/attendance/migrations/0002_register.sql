-- The register of attendance: what was called and corrected, line after line, each sealed by the one before. Names nobody.

-- A line names somebody by a keyed hash of an id. The key goes with the person: the lines stay, and say nothing of anybody any more.
create table attendance.salts (
  of_id uuid primary key,
  person_id uuid not null references kernel.people on delete cascade,
  salt bytea not null
);
create index on attendance.salts (person_id);
comment on column attendance.salts.of_id is 'The id that was hashed: when two sheets are one human, person_id follows and this does not.';

create table attendance.heads (
  school_id uuid primary key references kernel.places,
  line integer not null,
  hash bytea not null,
  first_line integer not null default 1,
  first_previous bytea not null
);
comment on column attendance.heads.first_line is 'The oldest line still kept: those of more than ten years are gone.';

create table attendance.register (
  school_id uuid not null references kernel.places,
  line integer not null,
  written_at timestamptz not null,
  payload text not null,
  previous bytea not null,
  hash bytea not null,
  primary key (school_id, line)
);
create index on attendance.register (written_at);

create function attendance.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.written_at < now() - interval '10 years' then return old; end if;
  raise exception 'the register of attendance is written once: correct with a new line';
end $$;
create trigger written_once before update or delete on attendance.register for each row execute function attendance.refuse_change();
create trigger never_emptied before truncate on attendance.register execute function attendance.refuse_change();

-- A month that the director closed: its last line, and the document that was printed.
create table attendance.closes (
  id uuid primary key,
  school_id uuid not null references kernel.places,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  line integer not null,
  hash bytea not null,
  file_id uuid not null references kernel.files,
  closed_by uuid references kernel.people on delete set null,
  closed_at timestamptz not null,
  unique (school_id, month)
);
create index on attendance.closes (closed_by) where closed_by is not null;
create index on attendance.closes (file_id);
