-- When two sheets turn out to be one human, what points at one comes to point at the other: replies follow their recipient.
alter table liaison.recipients drop constraint recipients_note_id_pupil_id_fkey,
  add foreign key (note_id, pupil_id) references liaison.pupils on update cascade on delete cascade;
alter table liaison.replies drop constraint replies_note_id_pupil_id_guardian_id_fkey,
  add foreign key (note_id, pupil_id, guardian_id) references liaison.recipients on update cascade on delete cascade;
