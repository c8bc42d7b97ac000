-- Sent at night, a note arrives in the morning; what is urgent says why.
alter table liaison.notes
  add column arrives_at timestamptz,
  add column urgent_reason text check (length(urgent_reason) between 1 and 200);
update liaison.notes set arrives_at = sent_at where sent_at is not null;
alter table liaison.notes add check ((sent_at is null) = (arrives_at is null));
comment on column liaison.notes.arrives_at is 'Before it, families and pupils do not see the note anywhere.';
