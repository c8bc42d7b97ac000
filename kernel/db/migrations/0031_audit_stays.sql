-- The journal of a perimeter, newest first.
create index on kernel.audit (at desc, id desc);

-- A line is written once. Only who did it, and where, may be forgotten or joined to their other sheet.
create function kernel.keep_audit() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - '{actor_id,school_id}'::text[] is distinct from to_jsonb(old) - '{actor_id,school_id}'::text[]
    then raise exception 'a line of the journal stays as it was'; end if;
  return new;
end $$;
create trigger keep before update on kernel.audit for each row execute function kernel.keep_audit();
