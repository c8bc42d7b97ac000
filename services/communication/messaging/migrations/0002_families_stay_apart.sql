-- What families were written to by goes away: a group is deleted, a place erased. They stay apart all the same, so that the mark
-- outlives what it points at.
alter table messaging.recipients drop constraint recipients_through_id_fkey;
comment on column messaging.recipients.through_id is 'The addressee by which somebody is written to and kept apart: the others see no name. It may be gone.';
