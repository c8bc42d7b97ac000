-- Somebody whose death was recorded: their account is closed, nothing is sent to them, and no file of the academy, which learns of it
-- weeks later, opens it again. Undone by taking the day away.
alter table kernel.people add column died_on date;
comment on column kernel.people.died_on is 'Known by the school or the academy. The account is closed, and stays so whatever the directory says.';

create function kernel.stays_closed() returns trigger language plpgsql as $$
begin
  new.trashed_at := coalesce(new.trashed_at, old.trashed_at);
  new.leaving_since := coalesce(new.leaving_since, old.leaving_since);
  return new;
end
$$;
create trigger stays_closed before update of trashed_at, leaving_since on kernel.people
  for each row when (new.died_on is not null) execute function kernel.stays_closed();
