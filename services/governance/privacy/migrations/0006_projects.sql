-- Something a class does that shows its children: a film, an exhibition. Families agree to each apart, until its day.
create table privacy.projects (
  id uuid primary key,
  class_id uuid not null references kernel.places on delete cascade,
  name text not null check (name <> ''),
  sentence text not null check (sentence <> ''),
  media text[] not null check (cardinality(media) > 0 and media <@ array['picture-class', 'picture-school', 'picture-public', 'voice', 'video', 'work']),
  ends_on date not null,
  made_by uuid references kernel.people on delete set null,
  made_at timestamptz not null
);
create index on privacy.projects (class_id, ends_on);
create index on privacy.projects (made_by);

-- The days on which agreements of a class end, of which its teachers were told.
create table privacy.endings_told (
  class_id uuid not null references kernel.places on delete cascade,
  project text not null,
  ends_on date not null,
  primary key (class_id, project, ends_on)
);
