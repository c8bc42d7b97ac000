import { hidden, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { projectOf } from '#kernel/consent';
import { downloadOf } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import { ButtonLink, Buttons, EmptyState, InlineForm, Notice, Page, Progress, Time } from '#kernel/ui';
import { closed } from './brake.ts';
import { keeps, reads } from './policy.ts';
import { classById, silent, unseen } from './posts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action, download } = routesFor<Tables>();
const params = z.object({ classId: uuid });

type Book = {
  id: string;
  state: 'making' | 'ready' | 'failed';
  done: number;
  outOf: number;
  at: Date;
  pdfId: string | null;
  htmlId: string | null;
  fresh: boolean;
};

/** The last album of a class. `fresh`: all that is in it is still there, and may still be shown. */
async function lastBook(db: Reader<Tables>, classId: string, project: string, now: Date): Promise<Book | undefined> {
  const { rows } = await sql<Book>`
    select b.id, b.state, b.done, b.out_of as "outOf", b.asked_at as at, b.pdf_id as "pdfId", b.html_id as "htmlId",
      cardinality(b.posts) = (select count(*) from journal.posts p where p.id = any (b.posts) and p.state = 'shown')
      and cardinality(b.pictures) = (
        select count(*) from journal.pictures x join journal.posts p on p.id = x.post_id
        where x.id = any (b.pictures) and not ${unseen('x', 'p', now)})
      and not exists (select from journal.posts p where p.id = any (b.voices) and ${silent('p', now)}) as fresh
    from journal.books b where b.class_id = ${classId} and b.project = ${project} order by b.asked_at desc, b.id desc limit 1`.execute(db);
  return rows[0];
}

/** The album of the year: asked for by the teacher, given to whoever reads the journal. */
export const album = page('/journal/:classId/album', {
  params,
  may: reads,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    mayMake: z.boolean(),
    book: z
      .object({ state: z.enum(['making', 'ready', 'failed']), done: z.number(), outOf: z.number(), at: z.date(), fresh: z.boolean() })
      .optional(),
  }),
  load: async ({ db, me, params: { classId }, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const brake = await closed(db, me, one.schoolId, now);
    if (brake) return refuse('closed', brake, { status: 403 });
    const book = await lastBook(db, classId, projectOf('journal', now), now);
    return { classId, name: one.name, mayMake: keeps({ me, params: { classId } }), book };
  },
  view: ({ classId, name, mayMake, book }) => (
    <Page
      title={t.album}
      family="pedagogy"
      narrow
      lead={t.albumLead}
      trail={[{ label: t.journalOf({ name }), href: `/journal/${classId}` }]}
    >
      {!book && <EmptyState sentence={t.albumNone} link={{ label: t.journalOf({ name }), href: `/journal/${classId}` }} />}
      {book?.state === 'making' && <Progress id="album" poll={2} value={book.done} max={Math.max(1, book.outOf)} label={t.albumMaking} />}
      {book?.state === 'failed' && <Notice kind="warning">{t.albumFailed}</Notice>}
      {book?.state === 'ready' && !book.fresh && <Notice kind="warning">{t.albumStale}</Notice>}
      {book?.state === 'ready' && book.fresh && (
        <>
          <p class="meta">
            <Time at={book.at} form="day" />
          </p>
          <Buttons>
            <ButtonLink href={`/journal/${classId}/album/pdf`} picture="print">
              {t.albumPdf}
            </ButtonLink>
            <ButtonLink href={`/journal/${classId}/album/fichier`} picture="import">
              {t.albumHtml}
            </ButtonLink>
          </Buttons>
        </>
      )}
      {mayMake && book?.state !== 'making' && (
        <InlineForm action={`/journal/${classId}/album`} weight={book?.state === 'ready' && book.fresh ? 'quiet' : 'main'}>
          {book ? t.makeAlbumAgain : t.makeAlbum}
        </InlineForm>
      )}
      <p class="hint">{t.albumWhat}</p>
    </Page>
  ),
});

export const makeAlbum = action('/journal/:classId/album', {
  params,
  may: keeps,
  does: 'book.asked',
  body: z.object({}),
  run: async ({ db, me, params: { classId }, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const id = newId(now.getTime());
    const row = {
      id,
      class_id: classId,
      project: projectOf('journal', now),
      state: 'making',
      asked_by: me.personId,
      asked_at: now,
    } as const;
    await db.insertInto('journal.books').values(row).execute();
    await enqueue(db, 'journal.book', { bookId: id });
    return { see: `/journal/${classId}/album`, say: t.albumAsked, note: { schoolId: one.schoolId, details: { book: id } } };
  },
});

const given = (form: 'pdfId' | 'htmlId') => ({
  params,
  may: reads,
  load: async ({
    db,
    me,
    params: { classId },
    now,
    drawer,
  }: Parameters<Parameters<typeof download>[1]['load']>[0] & { params: { classId: string }; db: Reader<Tables> }) => {
    const one = await classById(db, classId);
    const book = await lastBook(db, classId, projectOf('journal', now), now);
    const fileId = book?.fresh && book.state === 'ready' ? book[form] : null;
    if (!one || !fileId || (await closed(db, me, one.schoolId, now))) return hidden;
    const file = await db
      .selectFrom('kernel.files')
      .select(['id', 'name', 'media_type as mediaType'])
      .where('id', '=', fileId)
      .executeTakeFirst();
    return file ? downloadOf(drawer, file) : hidden;
  },
});

export const albumPdf = download('/journal/:classId/album/pdf', given('pdfId'));
/** Saved, never opened in place: it is a page of its own, outside ours. */
export const albumFile = download('/journal/:classId/album/fichier', given('htmlId'));
