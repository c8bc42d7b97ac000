-- Who decides is told once of what waits.
alter table kernel.holds add column told_at timestamptz;
alter table kernel.reports add column told_at timestamptz;
create index holds_untold on kernel.holds (held_at) where told_at is null;
create index reports_untold on kernel.reports (reported_at) where told_at is null;
