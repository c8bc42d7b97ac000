import { type Me, type Reader, sql, z } from '#kernel';
import {
  Card,
  CardList,
  ChildChip,
  Chip,
  EmptyState,
  Pagination,
  Picture,
  SearchField,
  Status,
  type StatusKind,
  Tabs,
  Time,
} from '#kernel/ui';
import { categories, pictureOf, replyKinds, verbOf } from './kinds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { likeOf } from './written.tsx';

/** The notes about my children, what I still have to do first; or, for a pupil, the notes about me. */

const perPage = 20;

export const receivedShape = z.object({
  q: z.string(),
  page: z.number(),
  pages: z.number(),
  child: z.string().nullable(),
  pupil: z.boolean(),
  children: z.array(z.object({ id: z.string(), name: z.string(), waiting: z.number() })),
  notes: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      category: z.enum(categories),
      child: z.object({ id: z.uuid(), name: z.string() }),
      school: z.string(),
      at: z.date(),
      deadline: z.string().nullable(),
      replyKind: z.enum(replyKinds),
      asked: z.boolean(),
      done: z.boolean(),
      seen: z.boolean(),
      withdrawn: z.boolean(),
    }),
  ),
});
type Received = z.infer<typeof receivedShape>;
type Row = Omit<Received['notes'][number], 'child'> & { pupilId: string; firstName: string; found: number };

/** SQL: one row for each note and child of mine, withdrawn ones only if I had seen them. */
const mine = (me: Me, now: Date) => sql`
  select s.note_id, s.pupil_id, s.asked, s.done, s.seen_at is not null as seen
  from liaison.standings s
  join liaison.recipients r using (note_id, pupil_id, guardian_id)
  join liaison.notes n on n.id = s.note_id and n.arrives_at <= ${now}
  where s.guardian_id = ${me.personId} and s.pupil_id = any (${me.children.map(({ id }) => id)}::uuid[])
    and (s.state = 'sent' or r.seen_at is not null)`;
const aboutMe = (me: Me, now: Date) => sql`
  select p.note_id, p.pupil_id, false as asked, true as done, true as seen
  from liaison.pupils p join liaison.notes n on n.id = p.note_id where p.pupil_id = ${me.personId} and n.state = 'sent' and n.arrives_at <= ${now}`;

export async function loadReceived(
  db: Reader<Tables>,
  me: Me,
  { q, page, child, now }: { q: string; page: number; child: string | null; now: Date },
): Promise<Received> {
  const pupil = me.functions.some(({ kind }) => kind === 'pupil');
  const { rows } = await sql<Row>`
    with mine as (${pupil ? aboutMe(me, now) : mine(me, now)})
    select n.id, n.title, n.category, school.name as school, n.arrives_at as at, n.deadline, n.reply_kind as "replyKind",
      mine.asked, mine.done, mine.seen, n.state = 'withdrawn' as withdrawn, mine.pupil_id as "pupilId", child.first_name as "firstName",
      count(*) over () as found
    from mine
    join liaison.notes n on n.id = mine.note_id
    join kernel.people child on child.id = mine.pupil_id
    join kernel.places school on school.id = n.school_id
    where (${child}::uuid is null or mine.pupil_id = ${child})
      and (${q} = '' or n.title ilike ${likeOf(q)} or n.plain ilike ${likeOf(q)})
    order by (n.state = 'sent' and (not mine.seen or (mine.asked and not mine.done))) desc, n.arrives_at desc, n.id, mine.pupil_id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const waiting = await sql<{ pupilId: string; count: number }>`
    with mine as (${pupil ? aboutMe(me, now) : mine(me, now)})
    select mine.pupil_id as "pupilId", count(*) as count from mine join liaison.notes n on n.id = mine.note_id and n.state = 'sent'
    where not mine.seen and not mine.done group by 1`.execute(db);
  const unread = new Map(waiting.rows.map((row) => [row.pupilId, row.count]));
  const children = [...new Map(me.children.map((one) => [one.id, one.firstName]))].map(([id, name]) => ({
    id,
    name,
    waiting: unread.get(id) ?? 0,
  }));
  const notes = rows.map(({ pupilId, firstName, ...note }) => ({ ...note, child: { id: pupilId, name: firstName } }));
  return { q, page, child, pupil, children, notes, pages: Math.max(1, Math.ceil((rows[0]?.found ?? 0) / perPage)) };
}

const address = ({ base, q, child }: { base: string; q?: string; child?: string | null }, page = 1): string => {
  const query = new URLSearchParams({
    ...(child ? { enfant: child } : {}),
    ...(q ? { q } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `${base}?${query}` : base;
};

export function ReceivedList({ list, base }: { list: Received; base: string }) {
  const { q, child, page, pages, pupil } = list;
  return (
    <>
      {list.children.length > 1 && (
        <Tabs
          label={t.byChild}
          entries={[
            { label: t.allChildren, href: address({ base }), current: child === null },
            ...list.children.map((one) => ({
              label: one.name,
              href: address({ base, child: one.id }),
              current: child === one.id,
              ...(one.waiting > 0 ? { count: one.waiting } : {}),
            })),
          ]}
        />
      )}
      {(q || list.notes.length > 8 || page > 1) && <SearchField action={base} label={pupil ? t.searchNotesTu : t.searchNotes} value={q} />}
      {list.notes.length === 0 ? (
        <EmptyState
          drawing="boat"
          sentence={q ? t.noteNotFound({ q }) : pupil ? t.nothingReceivedTu : t.nothingReceived}
          {...(q ? { link: { label: t.seeAll, href: base } } : {})}
        />
      ) : (
        <CardList label={t.notes}>
          {list.notes.map((note) => (
            <ReceivedCard key={note.id + note.child.id} note={note} pupil={pupil} />
          ))}
        </CardList>
      )}
      <Pagination
        page={page}
        pages={pages}
        {...(page > 1 ? { previous: address({ base, q, child }, page - 1) } : {})}
        {...(page < pages ? { next: address({ base, q, child }, page + 1) } : {})}
      />
    </>
  );
}

type ReceivedNote = Received['notes'][number];

function standing(note: ReceivedNote): { kind: StatusKind; words: string } {
  if (note.withdrawn) return { kind: 'refused', words: t.withdrawn };
  if (note.asked && note.done)
    return { kind: 'done', words: note.replyKind === 'none' ? t.seen : note.replyKind === 'signature' ? t.signed : t.replied };
  if (note.asked && note.replyKind !== 'none') return { kind: 'waiting', words: note.replyKind === 'signature' ? t.toSign : t.toAnswer };
  return note.seen ? { kind: 'done', words: t.seen } : { kind: 'new', words: t.toRead };
}

function ReceivedCard({ note, pupil }: { note: ReceivedNote; pupil: boolean }) {
  const { kind, words } = standing(note);
  return (
    <Card
      title={note.title}
      href={`/liaison/mots/${note.id}/enfants/${note.child.id}`}
      family="communication"
      meta={
        <>
          {!pupil && <ChildChip child={note.child} />}
          <Chip>
            <Picture name={pictureOf[note.category]} /> {t[note.category]}
          </Chip>
          <Time at={note.at} form="relative" />
        </>
      }
      footer={
        pupil ? undefined : (
          <>
            <Status kind={kind}>{words}</Status>
            {!note.done && !note.withdrawn && note.deadline && (
              <span class="meta">
                {verbOf(note)} {t.beforeLow} <Time at={note.deadline} form="relative" />
              </span>
            )}
          </>
        )
      }
    />
  );
}
