-- What the holders of parental authority answered about a child's picture or voice: once per project, medium and guardian; the
-- last answer counts. Never changed nor taken away when somebody changes their mind: another line is written.
create table kernel.consents (
  id uuid primary key,
  pupil_id uuid not null references kernel.people on delete cascade,
  guardian_id uuid not null references kernel.people on delete cascade,
  project text not null,
  medium text not null check (medium in ('picture-class', 'picture-school', 'picture-public', 'voice')),
  given boolean not null,
  answered_at timestamptz not null,
  ends_on date not null,
  on_paper boolean not null default false,
  entered_by uuid references kernel.people on delete set null
);
create index on kernel.consents (pupil_id, project, medium, guardian_id);
create index on kernel.consents (guardian_id);
create index on kernel.consents (entered_by);

comment on column kernel.consents.project is '« journal 2026-2027 »: the service that asks, and the school year.';
comment on column kernel.consents.answered_at is 'For a paper, the day it bears.';

-- Everybody who holds parental authority has said yes, and it has not ended. Nobody to say it, or one who has not answered: no
-- (docs/decisions/0012).
create function kernel.has_consent(pupil uuid, about text, shown text, on_day date) returns boolean
language sql stable as $$
  select coalesce(bool_and(coalesce(latest.given and latest.ends_on >= on_day, false)), false)
  from kernel.guardianships g
  join kernel.people holder on holder.id = g.guardian_id and holder.trashed_at is null
  left join lateral (
    select c.given, c.ends_on from kernel.consents c
    where c.pupil_id = g.pupil_id and c.guardian_id = g.guardian_id and c.project = about and c.medium = shown
    order by c.answered_at desc, c.id desc limit 1) latest on true
  where g.pupil_id = pupil and g.holds_authority
$$;
