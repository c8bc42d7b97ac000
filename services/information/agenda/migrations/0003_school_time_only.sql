-- Whether a repeated event leaves the holidays out is remembered: changing it must not add what nobody asked, nor keep what somebody unticked.
alter table agenda.events add column school_time_only boolean not null default false;
update agenda.events e set school_time_only = true
where every is not null and exists (select from agenda.skipped_days s join kernel.schools school on school.id = e.school_id
  join kernel.holidays h on h.zone = school.holiday_zone and s.day >= h.starts_on and s.day < h.ends_on where s.event_id = e.id);
