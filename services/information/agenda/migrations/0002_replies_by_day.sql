-- What repeats may ask who comes too: each of its days has answers of its own.
alter table agenda.events drop constraint events_check5;
alter table agenda.events add check (not asks_reply or place_id is not null);

alter table agenda.replies add column day date;
update agenda.replies set day = (select first_day from agenda.events where id = event_id);
alter table agenda.replies alter column day set not null;
alter table agenda.replies drop constraint replies_pkey;
alter table agenda.replies add primary key (event_id, day, person_id);
