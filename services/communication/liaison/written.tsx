import { type Me, type Reader, sql, z } from '#kernel';
import { within } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, Chip, EmptyState, Meter, Pagination, Picture, SearchField, Status, Tabs, Time } from '#kernel/ui';
import { categories, pictureOf } from './kinds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** The author's list: drafts, notes families still owe an answer to, and the rest. */

export const shelves = ['progress', 'drafts', 'finished', 'school'] as const;
export type Shelf = (typeof shelves)[number];
const perPage = 20;

export const writtenShape = z.object({
  shelf: z.enum(shelves),
  q: z.string(),
  page: z.number(),
  pages: z.number(),
  directs: z.boolean(),
  drafts: z.number(),
  notes: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      category: z.enum(categories),
      author: z.string().nullable(),
      classes: z.array(z.string()),
      at: z.date(),
      deadline: z.string().nullable(),
      state: z.enum(['draft', 'sent', 'withdrawn']),
      expected: z.number(),
      closed: z.number(),
      total: z.number(),
    }),
  ),
});
type Written = z.infer<typeof writtenShape>;
type Row = Written['notes'][number] & { found: number; drafts: number };

/** SQL text of a search: what is typed is looked for as it is, its % and _ included. */
export const likeOf = (q: string): string => `%${q.replace(/[\\%_]/g, '\\$&')}%`;

const finished = sql`(n.state = 'withdrawn' or coalesce(tally.expected = tally.closed, true)
  or coalesce(n.deadline < current_date - 14, n.sent_at < now() - interval '60 days'))`;

/** A note written in a school that I have left stays with the school. */
const placesOfWork = (me: Me): string[] =>
  me.functions.flatMap(({ kind, schoolId }) => (schoolId && (kind === 'teacher' || kind === 'director') ? [schoolId] : []));

const shelved = (me: Me, shelf: Shelf) => {
  if (shelf === 'school') return sql`n.state <> 'draft' and n.school_id in ${within(me, 'director')}`;
  const mine = sql`n.author_id = ${me.personId}`;
  if (shelf === 'drafts') return sql`${mine} and n.state = 'draft'`;
  return shelf === 'finished' ? sql`${mine} and n.state <> 'draft' and ${finished}` : sql`${mine} and n.state = 'sent' and not ${finished}`;
};

export async function loadWritten(
  db: Reader<Tables>,
  me: Me,
  { shelf, q, page }: { shelf: Shelf; q: string; page: number },
): Promise<Written> {
  const { rows } = await sql<Row>`
    select n.id, n.title, n.category, concat_ws(' ', author.civility, author.first_name, author.last_name) as author,
      coalesce(n.sent_at, n.updated_at) as at, n.deadline, n.state, coalesce(tally.expected, 0) as expected, coalesce(tally.closed, 0) as closed,
      coalesce(tally.total, 0) as total, count(*) over () as found,
      array(select class.name from kernel.places class where class.id in (
        select class_id from liaison.pupils where note_id = n.id union select class_id from liaison.addressees where note_id = n.id)
        order by class.name) as classes
    from liaison.notes n
    left join kernel.people author on author.id = n.author_id
    left join lateral (
      select count(*) as total, count(*) filter (where l.expected) as expected, count(*) filter (where l.expected and l.closed) as closed
      from liaison.lines l where l.note_id = n.id) tally on n.state <> 'draft'
    where ${shelved(me, shelf)} and (${q} = '' or n.title ilike ${likeOf(q)} or n.plain ilike ${likeOf(q)})
      and n.school_id = any (${placesOfWork(me)}::uuid[])
    order by coalesce(n.sent_at, n.updated_at) desc, n.id desc
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const drafts = await sql<{ count: number }>`
    select count(*) as count from liaison.notes
    where author_id = ${me.personId} and state = 'draft' and school_id = any (${placesOfWork(me)}::uuid[])`.execute(db);
  return {
    shelf,
    q,
    page,
    pages: Math.max(1, Math.ceil((rows[0]?.found ?? 0) / perPage)),
    directs: me.functions.some(({ kind }) => kind === 'director'),
    drafts: drafts.rows[0]?.count ?? 0,
    notes: rows,
  };
}

const address = ({ shelf, q }: { shelf: Shelf; q: string }, page = 1): string => {
  const query = new URLSearchParams({
    ...(shelf === 'progress' ? {} : { rayon: shelf }),
    ...(q ? { q } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `/liaison?${query}` : '/liaison';
};

export function WrittenList(list: Written) {
  const { shelf, q, page, pages } = list;
  const names: Record<Shelf, string> = { progress: t.inProgress, drafts: t.drafts, finished: t.finished, school: t.ofMySchool };
  return (
    <>
      <Tabs
        label={t.shelves}
        entries={shelves
          .filter((name) => name !== 'school' || list.directs)
          .map((name) => ({
            label: names[name],
            href: address({ shelf: name, q: '' }),
            current: name === shelf,
            ...(name === 'drafts' && list.drafts > 0 ? { count: list.drafts } : {}),
          }))}
      />
      {(q || list.notes.length > 5 || page > 1) && <SearchField action={address({ shelf, q: '' })} label={t.searchNotes} value={q} />}
      {list.notes.length === 0 ? (
        <Nothing shelf={shelf} q={q} />
      ) : (
        <CardList label={names[shelf]}>
          {list.notes.map((note) => (
            <WrittenCard key={note.id} note={note} byOthers={shelf === 'school'} />
          ))}
        </CardList>
      )}
      <Pagination
        page={page}
        pages={pages}
        {...(page > 1 ? { previous: address(list, page - 1) } : {})}
        {...(page < pages ? { next: address(list, page + 1) } : {})}
      />
    </>
  );
}

function Nothing({ shelf, q }: { shelf: Shelf; q: string }) {
  if (q) return <EmptyState drawing="fish" sentence={t.noteNotFound({ q })} link={{ label: t.seeAll, href: address({ shelf, q: '' }) }} />;
  const sentence = { progress: t.nothingInProgress, drafts: t.noDraft, finished: t.nothingFinished, school: t.nothingInSchool }[shelf];
  return (
    <EmptyState
      drawing={shelf === 'progress' ? 'boat' : 'house'}
      sentence={sentence}
      link={{ label: t.writeNote, href: '/liaison/nouveau' }}
    />
  );
}

function WrittenCard({ note, byOthers }: { note: Written['notes'][number]; byOthers: boolean }) {
  const draft = note.state === 'draft';
  return (
    <Card
      title={note.title || t.untitled}
      href={draft ? `/liaison/brouillons/${note.id}` : `/liaison/mots/${note.id}/suivi`}
      meta={
        <>
          <Chip>
            <Picture name={pictureOf[note.category]} /> {t[note.category]}
          </Chip>
          <span>{note.classes.join(', ')}</span>
          {byOthers && note.author && <span>{note.author}</span>}
          <span>
            {draft ? t.savedOn : t.sentOn} <Time at={note.at} form="relative" />
          </span>
          {note.deadline && (
            <span>
              {t.before} <Time at={note.deadline} form="relative" />
            </span>
          )}
        </>
      }
      footer={
        note.state === 'withdrawn' ? (
          <Status kind="refused">{t.withdrawn}</Status>
        ) : (
          !draft &&
          note.expected > 0 && (
            <Meter
              label={t.answered}
              value={note.closed}
              max={note.expected}
              text={t.haveAnswered({ value: note.closed, max: note.expected })}
            />
          )
        )
      }
    />
  );
}

export const WriteButton = () => (
  <ButtonLink weight="main" picture="pencil" href="/liaison/nouveau">
    {t.writeNote}
  </ButtonLink>
);
