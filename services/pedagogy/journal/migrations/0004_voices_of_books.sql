-- The posts whose voice an album holds: once a child who is heard may not be any more, it is given to nobody.
alter table journal.books add column voices uuid[] not null default '{}';
