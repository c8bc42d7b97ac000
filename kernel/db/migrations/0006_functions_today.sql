-- What counts today: begun, not ended, of somebody who is not in the trash. Lists and counts read this; the table is for writing.
create view kernel.functions_today as
select f.id, f.person_id, f.place_id, f.school_id, f.kind, f.level, f.starts_on, f.ends_on, f.source
from kernel.functions f
join kernel.people p on p.id = f.person_id and p.trashed_at is null
where (f.starts_on is null or f.starts_on <= current_date) and (f.ends_on is null or f.ends_on >= current_date);
