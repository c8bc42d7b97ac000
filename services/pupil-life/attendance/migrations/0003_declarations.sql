-- What families say: an absence or a lateness to come, or the motive of one that happened (code de l'éducation, L131-8).
create table attendance.declarations (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  declared_by uuid references kernel.people on delete set null,
  kind text not null check (kind in ('absence', 'lateness')),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  half text check (half in ('morning', 'afternoon')),
  motive text not null check (motive in ('illness', 'contagion', 'family-gathering', 'transport', 'following-family', 'other')),
  declared_at timestamptz not null,
  withdrawn_at timestamptz
);
create index on attendance.declarations (pupil_id, from_day);
create index on attendance.declarations (declared_by);
comment on column attendance.declarations.half is 'Null: the whole day.';

-- What the teacher or the director decided of an absence.
create table attendance.verdicts (
  pupil_id uuid not null references kernel.people on delete cascade,
  day date not null,
  half text not null check (half in ('morning', 'afternoon')),
  justified boolean not null,
  judged_by uuid references kernel.people on delete set null,
  judged_at timestamptz not null,
  primary key (pupil_id, day, half)
);
create index on attendance.verdicts (judged_by) where judged_by is not null;

-- The half-days announced, and those of an absence. « Other » motives are for the school to appreciate: alone they do not justify.
create view attendance.absences as
select s.call_id, s.school_id, s.class_id, s.pupil_id, s.day, s.half, v.justified as judged,
  said.motives is not null as answered, coalesce(said.motives, '{}') as motives,
  coalesce(v.justified, said.legitimate, false) as justified
from attendance.standings s
left join attendance.verdicts v using (pupil_id, day, half)
left join lateral (
  select array_agg(distinct d.motive order by d.motive) as motives, bool_or(d.motive <> 'other') as legitimate
  from attendance.declarations d
  where d.pupil_id = s.pupil_id and s.day between d.from_day and d.to_day and (d.half is null or d.half = s.half)
    and d.kind = 'absence' and d.withdrawn_at is null) said on true
where s.state = 'absent';
