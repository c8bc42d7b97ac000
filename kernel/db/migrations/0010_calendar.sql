-- School holidays by zone. `starts_on`: the first day without class; `ends_on`: the day class begins again.
create table kernel.holidays (
  zone text not null check (zone in ('A', 'B', 'C')),
  name text not null check (name <> ''),
  starts_on date not null,
  ends_on date not null,
  primary key (zone, starts_on),
  check (starts_on < ends_on)
);
comment on table kernel.holidays is 'Read from the ministry''s file fr-en-calendrier-scolaire by « preau import calendar »; the first two years are given.';

alter table kernel.schools add column calm boolean not null default true;
comment on column kernel.schools.calm is 'Nothing new arrives in the evening, at night, at week-ends and in holidays. Off for a school that is open all the time: a hospital''s.';

-- Arrêtés du 7 décembre 2022 et suivants : calendriers 2025-2026 et 2026-2027.
insert into kernel.holidays (zone, name, starts_on, ends_on)
select zone, name, starts_on::date, ends_on::date
from (values
  ('Vacances de la Toussaint', '2025-10-18', '2025-11-03'),
  ('Vacances de Noël', '2025-12-20', '2026-01-05'),
  ('Pont de l’Ascension', '2026-05-15', '2026-05-18'),
  ('Vacances d’été', '2026-07-04', '2026-09-01'),
  ('Vacances de la Toussaint', '2026-10-17', '2026-11-02'),
  ('Vacances de Noël', '2026-12-19', '2027-01-04'),
  ('Pont de l’Ascension', '2027-05-07', '2027-05-10'),
  ('Vacances d’été', '2027-07-03', '2027-09-01')) as everywhere (name, starts_on, ends_on), unnest(array['A', 'B', 'C']) as zone
union all
select zone, name, starts_on::date, ends_on::date
from (values
  ('A', 'Vacances d’hiver', '2026-02-07', '2026-02-23'),
  ('A', 'Vacances de printemps', '2026-04-04', '2026-04-20'),
  ('B', 'Vacances d’hiver', '2026-02-14', '2026-03-02'),
  ('B', 'Vacances de printemps', '2026-04-11', '2026-04-27'),
  ('C', 'Vacances d’hiver', '2026-02-21', '2026-03-09'),
  ('C', 'Vacances de printemps', '2026-04-18', '2026-05-04'),
  ('A', 'Vacances d’hiver', '2027-02-13', '2027-03-01'),
  ('A', 'Vacances de printemps', '2027-04-10', '2027-04-26'),
  ('B', 'Vacances d’hiver', '2027-02-20', '2027-03-08'),
  ('B', 'Vacances de printemps', '2027-04-17', '2027-05-03'),
  ('C', 'Vacances d’hiver', '2027-02-06', '2027-02-22'),
  ('C', 'Vacances de printemps', '2027-04-03', '2027-04-19')) as by_zone (zone, name, starts_on, ends_on);
