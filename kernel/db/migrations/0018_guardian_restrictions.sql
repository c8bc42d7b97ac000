-- What a court decided about a guardian and a child, written by the director with its reference.
create table kernel.guardian_restrictions (
  id uuid primary key,
  pupil_id uuid not null references kernel.people on delete cascade,
  guardian_id uuid not null references kernel.people on delete cascade,
  school_id uuid not null references kernel.places on delete cascade,
  informed boolean not null,
  reference text not null check (reference <> ''),
  decided_on date not null,
  ends_on date check (ends_on >= decided_on),
  kind text not null,
  holds_authority boolean not null,
  source text not null,
  set_by uuid references kernel.people on delete set null,
  set_at timestamptz not null,
  lifted_by uuid references kernel.people on delete set null,
  lifted_at timestamptz
);
create index on kernel.guardian_restrictions (pupil_id, guardian_id) where lifted_at is null;
create index on kernel.guardian_restrictions (pupil_id);
create index on kernel.guardian_restrictions (guardian_id);
create index on kernel.guardian_restrictions (school_id);
create index on kernel.guardian_restrictions (set_by);
create index on kernel.guardian_restrictions (lifted_by) where lifted_by is not null;
comment on column kernel.guardian_restrictions.informed is 'True: is told, and decides nothing. False: is no guardian of this child any more, for any service.';
comment on column kernel.guardian_restrictions.kind is 'With holds_authority and source, the link as it was: it comes back when the restriction ends.';

-- No import, no merge, no hand brings the link back while a restriction stands: every service reads this one table.
create function kernel.restrict_guardianship() returns trigger language plpgsql as $$
declare
  told boolean;
begin
  select r.informed into told from kernel.guardian_restrictions r
  where r.pupil_id = new.pupil_id and r.guardian_id = new.guardian_id and r.lifted_at is null order by r.informed limit 1;
  if told is null then return new; end if;
  if not told then return null; end if;
  new.holds_authority := false;
  return new;
end $$;
create trigger restricted before insert or update on kernel.guardianships for each row execute function kernel.restrict_guardianship();
