-- A film of the class, and what children made: drawings, texts, recordings of a show. Asked apart, as pictures and voices are.
alter table kernel.consents drop constraint consents_medium_check;
alter table kernel.consents add constraint consents_medium_check
  check (medium in ('picture-class', 'picture-school', 'picture-public', 'voice', 'video', 'work'));
