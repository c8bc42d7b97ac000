-- A device is woken for whoever agreed there until they sign out of it, there or from afar: a telephone that was lost or lent
-- shows nothing more. A session that merely lasted its time leaves the device as it is.
alter table kernel.push_subscriptions add column session_id uuid references kernel.sessions on delete set null;
create index on kernel.push_subscriptions (session_id) where session_id is not null;

create function kernel.stop_waking() returns trigger language plpgsql as $$
begin
  delete from kernel.push_subscriptions where session_id = new.id;
  return null;
end $$;
create trigger sessions_stop_waking after update of revoked_at on kernel.sessions
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function kernel.stop_waking();
