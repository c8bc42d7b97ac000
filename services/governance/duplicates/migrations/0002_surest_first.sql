-- The surest pairs are read first, and a hundred of them: an academy has tens of thousands.
alter table duplicates.pairs add column weight integer not null default 0;
create index on duplicates.pairs (weight desc, one_id, other_id);
