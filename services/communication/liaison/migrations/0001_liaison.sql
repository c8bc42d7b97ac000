-- The carnet de liaison: a note addressed to children, answered by each of their guardians.
create schema liaison;

create table liaison.notes (
  id uuid primary key,
  school_id uuid not null references kernel.places on delete cascade,
  author_id uuid references kernel.people on delete set null,
  state text not null default 'draft' check (state in ('draft', 'sent', 'withdrawn')),
  category text not null check (category in ('outing', 'meeting', 'class-life', 'supplies', 'health', 'closure', 'other')),
  title text not null,
  body jsonb not null,
  plain text not null,
  deadline date,
  reply_kind text not null default 'none' check (reply_kind in ('none', 'signature', 'yes-no', 'choice', 'text')),
  options text[] not null default '{}',
  signers text not null default 'one' check (signers in ('one', 'all')),
  version integer not null default 1,
  asked_version integer not null default 1 check (asked_version <= version),
  reminded_at timestamptz,
  updated_at timestamptz not null default now(),
  sent_at timestamptz,
  withdrawn_at timestamptz,
  check (state = 'draft' or (title <> '' and sent_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (signers = 'one' or reply_kind = 'signature')
);
-- My notes; a school's notes.
create index on liaison.notes (author_id, updated_at desc);
create index on liaison.notes (school_id, sent_at desc);

comment on column liaison.notes.plain is 'The body without ornament, for searching.';
comment on column liaison.notes.asked_version is 'Replies and readings of an earlier version are kept and no longer count.';

-- Whom a draft is for: whole classes, or some of their pupils. Nobody yet: recipients are written at sending.
create table liaison.addressees (
  note_id uuid not null references liaison.notes on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  pupil_id uuid references kernel.people on delete cascade,
  unique nulls not distinct (note_id, class_id, pupil_id)
);

create table liaison.attachments (
  note_id uuid not null references liaison.notes on delete cascade,
  file_id uuid not null references kernel.files on delete cascade,
  primary key (note_id, file_id)
);

-- What was sent, as it was sent: never changed.
create table liaison.versions (
  note_id uuid not null references liaison.notes on delete cascade,
  version integer not null,
  title text not null,
  body jsonb not null,
  deadline date,
  asks_again boolean not null,
  written_by uuid references kernel.people on delete set null,
  written_at timestamptz not null,
  content_sha256 bytea not null,
  primary key (note_id, version)
);

-- The children a note was sent about, with the class they were in.
create table liaison.pupils (
  note_id uuid not null references liaison.notes on delete cascade,
  pupil_id uuid not null references kernel.people on delete cascade,
  class_id uuid not null references kernel.places on delete cascade,
  primary key (note_id, pupil_id)
);
create index on liaison.pupils (pupil_id);

-- Each guardian of each child, as they were at sending: two parents are two rows that know nothing of each other.
create table liaison.recipients (
  note_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null references kernel.people on delete cascade,
  holds_authority boolean not null,
  seen_at timestamptz,
  seen_version integer,
  primary key (note_id, pupil_id, guardian_id),
  foreign key (note_id, pupil_id) references liaison.pupils on delete cascade,
  check ((seen_at is null) = (seen_version is null))
);
create index on liaison.recipients (guardian_id, pupil_id);

-- Every answer ever given; the last one counts.
create table liaison.replies (
  id uuid primary key,
  note_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  number integer not null,
  version integer not null,
  answer text check (length(answer) between 1 and 2000),
  at timestamptz not null,
  on_paper boolean not null default false,
  entered_by uuid references kernel.people on delete set null,
  undone_at timestamptz,
  foreign key (note_id, pupil_id, guardian_id) references liaison.recipients on delete cascade,
  check (undone_at is null or on_paper),
  unique (note_id, pupil_id, guardian_id, number)
);

comment on column liaison.replies.number is 'Counts this guardian''s answers: two clocks, or one millisecond, cannot say which is the last.';
comment on column liaison.replies.answer is 'null: signed, or read. « yes », « no », the words of an option, or what was written.';

-- Where each guardian stands, for the version that counts. `concerned`: the child is still in this school and still theirs.
create view liaison.standings as
select r.note_id, r.pupil_id, r.guardian_id, r.holds_authority, n.school_id, n.state, n.reply_kind, n.signers,
  case when r.seen_version >= n.asked_version then r.seen_at end as seen_at,
  reply.id as reply_id, reply.answer, reply.at as replied_at, coalesce(reply.on_paper, false) as on_paper, reply.entered_by,
  n.reply_kind = 'none' or r.holds_authority as asked,
  case when n.reply_kind = 'none' then r.seen_version >= n.asked_version or reply.id is not null else reply.id is not null end is true as done,
  exists (select from kernel.guardianships g where g.pupil_id = r.pupil_id and g.guardian_id = r.guardian_id)
    and exists (select from kernel.functions f join kernel.people child on child.id = f.person_id and child.trashed_at is null
      where f.person_id = r.pupil_id and f.kind = 'pupil' and f.school_id = n.school_id and (f.ends_on is null or f.ends_on >= current_date))
    and exists (select from kernel.people p where p.id = r.guardian_id and p.trashed_at is null) as concerned
from liaison.recipients r
join liaison.notes n on n.id = r.note_id
left join lateral (
  select a.id, a.answer, a.at, a.on_paper, a.entered_by from liaison.replies a
  where a.note_id = r.note_id and a.pupil_id = r.pupil_id and a.guardian_id = r.guardian_id
    and a.undone_at is null and a.version >= n.asked_version
  order by a.number desc limit 1) reply on true;

-- A child's line: `expected` when there is somebody to ask, `closed` when enough of them did what was asked.
create view liaison.lines as
select p.note_id, p.pupil_id, p.class_id,
  coalesce(bool_or(s.asked and s.concerned), false) as expected,
  coalesce(case when n.signers = 'all' then bool_and(s.done) filter (where s.asked and s.concerned) else bool_or(s.done) end, false) as closed
from liaison.pupils p
join liaison.notes n on n.id = p.note_id
left join liaison.standings s on s.note_id = p.note_id and s.pupil_id = p.pupil_id
group by p.note_id, p.pupil_id, p.class_id, n.signers;
