-- The erasure of a person follows each key that points at them.
create index on liaison.addressees (pupil_id);
create index on liaison.versions (written_by);
create index on liaison.replies (entered_by);
