-- The half-days of a school's week, from a day on. A school that wrote none has the nine half-days of article D521-10 of the
-- code de l'éducation. Starts and ends by the clock of the school.
create table kernel.school_weeks (
  school_id uuid not null references kernel.schools on delete cascade,
  valid_from date not null,
  weekday smallint not null check (weekday between 1 and 6),
  half text not null check (half in ('morning', 'afternoon')),
  starts time not null,
  ends time not null,
  primary key (school_id, valid_from, weekday, half),
  check (starts < ends)
);
comment on column kernel.school_weeks.weekday is 'ISO: Monday is 1.';

-- What the calendar cannot know: a half-day without class, or with class on a day that has none (a Wednesday worked for a bridge).
create table kernel.exceptional_half_days (
  school_id uuid not null references kernel.schools on delete cascade,
  day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  starts time,
  ends time,
  reason text not null check (reason <> ''),
  primary key (school_id, day, half),
  check ((starts is null) = (ends is null)),
  check (starts < ends)
);
comment on column kernel.exceptional_half_days.starts is 'Null: no class.';
