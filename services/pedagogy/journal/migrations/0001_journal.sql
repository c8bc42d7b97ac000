-- The journal of the class: what its families see of the day, in pictures and in voice.
create schema journal;

-- The id is made by the page that writes: sent twice, a post is posted once.
create table journal.posts (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  project text not null,
  by_pupil boolean not null default false,
  caption text not null default '',
  voice_id uuid references kernel.files on delete set null,
  state text not null check (state in ('shown', 'waiting', 'returned', 'hidden')),
  content_hash bytea not null,
  posted_at timestamptz not null,
  returned_word text,
  returned_voice_id uuid references kernel.files on delete set null
);
create index on journal.posts (class_id, posted_at desc, id desc);
create index on journal.posts (author_id);
create index on journal.posts (content_hash);
create index on journal.posts (posted_at);

comment on column journal.posts.project is 'What families were asked for these pictures: « journal 2026-2027 ».';
comment on column journal.posts.state is 'waiting: a pupil''s, before the teacher · returned: given back to the pupil · hidden: taken from everybody.';

create table journal.pictures (
  id uuid primary key,
  post_id uuid not null references journal.posts on delete cascade,
  position smallint not null,
  large_id uuid not null references kernel.files on delete cascade,
  small_id uuid not null references kernel.files on delete cascade,
  width smallint not null,
  height smallint not null
);
create index on journal.pictures (post_id, position);
create index on journal.pictures (large_id);
create index on journal.pictures (small_id);

-- Who is on a picture. A child who was erased leaves the line without a name: no consent can answer for it any more.
create table journal.named (
  picture_id uuid not null references journal.pictures on delete cascade,
  pupil_id uuid references kernel.people on delete set null,
  unique (picture_id, pupil_id)
);
create index on journal.named (pupil_id);

-- Whose voice is heard in a post.
create table journal.heard (
  post_id uuid not null references journal.posts on delete cascade,
  pupil_id uuid references kernel.people on delete set null,
  unique (post_id, pupil_id)
);
create index on journal.heard (pupil_id);

-- A family is told once a day about a child, however much is posted that day.
create table journal.tellings (
  pupil_id uuid not null references kernel.people on delete cascade,
  told_on date not null,
  primary key (pupil_id, told_on)
);
