-- Two decisions about one guardian and one child, written at the same moment, are one.
create unique index on kernel.guardian_restrictions (pupil_id, guardian_id) where lifted_at is null;
