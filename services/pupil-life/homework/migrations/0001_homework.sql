-- The cahier de textes: what is to be known, read, prepared or brought, by day. Never written homework.
create schema homework;

-- One work on one day. Those typed together, or repeated, share their `series_id`.
create table homework.works (
  id uuid primary key,
  series_id uuid not null,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  due_on date not null,
  subject text not null,
  kind text not null check (kind in ('lesson', 'reading', 'preparation', 'material')),
  body text not null check (body <> ''),
  minutes smallint not null default 0 check (minutes between 0 and 120),
  repeats text not null default 'none' check (repeats in ('none', 'weekly', 'fortnightly')),
  changed_alone boolean not null default false,
  created_at timestamptz not null default now()
);
create index on homework.works (class_id, due_on);
create index on homework.works (series_id, due_on);
create index on homework.works (author_id, due_on);

comment on column homework.works.minutes is 'How long it should take at home; 0 when it takes no time.';
comment on column homework.works.changed_alone is 'Changed for this day only: what is done later to the whole series leaves it as it is.';

-- For whom: nobody named is the whole class.
create table homework.addressees (
  work_id uuid not null references homework.works on delete cascade,
  group_id uuid references kernel.places on delete cascade,
  pupil_id uuid references kernel.people on delete cascade,
  check ((group_id is null) <> (pupil_id is null)),
  unique nulls not distinct (work_id, group_id, pupil_id)
);
create index on homework.addressees (pupil_id);

create table homework.attachments (
  work_id uuid not null references homework.works on delete cascade,
  file_id uuid not null references kernel.files on delete cascade,
  primary key (work_id, file_id)
);
create index on homework.attachments (file_id);

-- « C’est fait »: between the child and the family. No teacher's query reads it.
create table homework.ticks (
  work_id uuid not null references homework.works on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  done_at timestamptz not null,
  primary key (work_id, pupil_id)
);
create index on homework.ticks (pupil_id);

-- A family is told once a day about a child, however many things are written that day.
create table homework.tellings (
  pupil_id uuid not null references kernel.people on delete cascade,
  told_on date not null,
  primary key (pupil_id, told_on)
);

-- The children of today and what each has to do: their class, and the groups and names a work may be for.
create view homework.of_pupils as
select w.id as work_id, f.person_id as pupil_id
from homework.works w
join kernel.functions_today f on f.place_id = w.class_id and f.kind = 'pupil'
where not exists (select from homework.addressees a where a.work_id = w.id)
  or exists (select from homework.addressees a where a.work_id = w.id and (a.pupil_id = f.person_id or a.group_id in (
    select g.place_id from kernel.functions_today g where g.person_id = f.person_id and g.kind = 'pupil')));
