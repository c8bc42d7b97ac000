-- The register of breaches (RGPD, art. 33 § 5), kept by the controller. It describes facts and counts people: it names nobody concerned.
create table privacy.breaches (
  id uuid primary key,
  -- Where it happened: a school, or the whole perimeter of whoever wrote the line.
  place_id uuid references kernel.places on delete set null,
  -- Played to learn: told to nobody outside, and said on every page.
  exercise boolean not null,
  reported_by uuid references kernel.people on delete set null,
  reported_at timestamptz not null,
  -- The 72 hours count from here.
  discovered_at timestamptz not null check (discovered_at <= reported_at),
  what text not null check (what <> ''),
  period text,
  natures text[] not null default '{}' check (natures <@ array['confidentiality', 'integrity', 'availability']),
  data_kinds text,
  people_kinds text,
  people_count integer check (people_count >= 0),
  records_count integer check (records_count >= 0),
  children boolean not null default false,
  consequences text,
  measures text,
  told text,
  risk text check (risk in ('none', 'some', 'high')),
  decision text check (decision in ('notify', 'keep')),
  decision_why text,
  decided_at timestamptz,
  notified_at timestamptz,
  notified_number text,
  late_why text,
  people_told_at timestamptz,
  people_told text,
  children_told text,
  closed_at timestamptz,
  -- The fewest hours left of which the academy was already reminded.
  reminded integer,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decision_why is null)),
  check (notified_at is null or decision = 'notify'),
  check ((people_told_at is null) = (people_told is null) and (people_told_at is null or not exercise))
);
create index on privacy.breaches (reported_by);
create index on privacy.breaches (place_id, reported_at desc);
create index on privacy.breaches (closed_at);

create table privacy.breach_steps (
  id uuid primary key,
  breach_id uuid not null references privacy.breaches on delete cascade,
  at timestamptz not null,
  by_id uuid references kernel.people on delete set null,
  kind text not null check (kind in ('reported', 'facts', 'decided', 'notified', 'people', 'note', 'closed')),
  words text not null
);
create index on privacy.breach_steps (breach_id, at);
create index on privacy.breach_steps (by_id);
