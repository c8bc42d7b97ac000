import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { Card, ChildChip, Notice, Page, PrintButton, Status, Time } from '#kernel/ui';
import { answerText, replyKinds, verbOf } from './kinds.ts';
import { History, historyOf, historyShape, NoteBody, noteShape, shown } from './note-body.tsx';
import { attachmentsOf, isLate, noteById, versionsOf } from './notes.ts';
import { answers, receives } from './policy.ts';
import { ReplyBox } from './reply-box.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { awaitedFrom } from './todo.ts';

const { page, action } = routesFor<Tables>();
export const params = z.object({ noteId: uuid, pupilId: uuid });
/** The version that was before the reader's eyes when they pressed. */
export const shownVersion = z.coerce.number().int().min(1).optional().catch(undefined);

/** What a guardian knows of where they stand. `otherMissing`: only where all must sign, and never who. */
export const mineShape = z.object({
  asked: z.boolean(),
  done: z.boolean(),
  seen: z.boolean(),
  answer: z.string().nullable(),
  repliedAt: z.date().nullable(),
  onPaper: z.boolean(),
  concerned: z.boolean(),
  late: z.boolean(),
  otherMissing: z.boolean(),
  past: z.array(z.object({ answer: z.string().nullable(), at: z.date(), onPaper: z.boolean(), version: z.number() })),
});

/**
 * A note, as one guardian reads it about one child; or as the child does. Reading a page writes nothing: « vu » comes from
 * the small form below, which the enhancer sends by itself once the page is really before somebody's eyes.
 */
export const readPage = page('/liaison/mots/:noteId/enfants/:pupilId', {
  params,
  may: receives,
  answer: z.object({
    note: noteShape,
    history: historyShape,
    child: z.object({ id: z.uuid(), name: z.string(), className: z.string() }),
    mine: mineShape.nullable(),
    next: z
      .object({
        href: z.string(),
        title: z.string(),
        child: z.object({ id: z.uuid(), name: z.string() }),
        replyKind: z.enum(replyKinds),
        asked: z.boolean(),
      })
      .nullable(),
  }),
  load: async ({ me, params, db, now }) => {
    const note = await noteById(db, params.noteId);
    const child = await sql<{ id: string; name: string; className: string }>`
      select child.id, child.first_name as name, class.name as "className"
      from liaison.pupils p join kernel.people child on child.id = p.pupil_id join kernel.places class on class.id = p.class_id
      where p.note_id = ${params.noteId} and p.pupil_id = ${params.pupilId}`.execute(db);
    if (!note || !child.rows[0]) return hidden;
    const guardian = me.personId !== params.pupilId;
    const awaited = guardian ? await awaitedFrom(db, me, now) : [];
    const next = awaited.find((one) => one.noteId !== note.id || one.pupilId !== params.pupilId);
    const history = historyOf(await versionsOf(db, note.id));
    return {
      note: shown(note, await attachmentsOf(db, note.id)),
      history: note.state === 'withdrawn' ? [] : history,
      child: child.rows[0],
      mine: guardian ? await standingOf(db, { ...params, guardianId: me.personId, late: isLate(note.deadline, now) }) : null,
      next: next
        ? {
            href: `/liaison/mots/${next.noteId}/enfants/${next.pupilId}`,
            title: next.title,
            child: { id: next.pupilId, name: next.firstName },
            replyKind: next.replyKind,
            asked: next.asked,
          }
        : null,
    };
  },
  view: ({ note, history, child, mine, next }) => (
    <Page title={note.title} family="communication" narrow trail={[{ label: mine ? t.carnet : t.myNotes, href: '/liaison' }]}>
      {mine && <ChildChip child={child} school={`${child.className} · ${note.school}`} />}
      {note.state === 'withdrawn' ? (
        <Notice kind="warning">
          {t.withdrawnOn} <Time at={note.withdrawnAt ?? new Date()} form="relative" />. {t.withdrawnSentence}
        </Notice>
      ) : (
        history[0] &&
        history[0].version > 1 && (
          <Notice>
            {t.correctedOn} <Time at={history[0].at} form="relative" />. {history[0].asksAgain && mine?.asked ? t.correctedAsksAgain : ''}
          </Notice>
        )
      )}
      <NoteBody note={note} />
      {note.deadline && note.state === 'sent' && (
        <p>
          <Status kind="waiting">
            {mine ? `${verbOf({ replyKind: note.replyKind, asked: mine.asked })} ${t.beforeLow}` : t.showBeforeTu}{' '}
            <Time at={note.deadline} form="day" />
          </Status>
        </p>
      )}
      {note.state === 'sent' && (mine ? <ReplyBox note={note} child={child} mine={mine} /> : <Notice>{t.showYourParents}</Notice>)}
      {mine && note.state === 'withdrawn' && mine.repliedAt && (
        <p>
          {t.youAnswered} {answerText(note.replyKind, mine.answer)} (<Time at={mine.repliedAt} />)
        </p>
      )}
      <History versions={history} />
      {next && mine?.done && (
        <Card title={next.title} href={next.href} family="communication" meta={<ChildChip child={next.child} />}>
          <p>{t.nextOne({ verb: verbOf(next) })}</p>
        </Card>
      )}
      {mine && <PrintButton />}
    </Page>
  ),
});

type Standing = z.infer<typeof mineShape>;

async function standingOf(
  db: Parameters<typeof noteById>[0],
  { noteId, pupilId, guardianId, late }: { noteId: string; pupilId: string; guardianId: string; late: boolean },
): Promise<Standing | null> {
  const own = sql`note_id = ${noteId} and pupil_id = ${pupilId} and guardian_id = ${guardianId}`;
  const { rows } = await sql<Omit<Standing, 'past' | 'late'>>`
    select asked, done, seen_at is not null as seen, answer, replied_at as "repliedAt", on_paper as "onPaper", concerned,
      signers = 'all' and done and exists (
        select from liaison.lines l where l.note_id = ${noteId} and l.pupil_id = ${pupilId} and not l.closed) as "otherMissing"
    from liaison.standings where ${own}`.execute(db);
  const past = await sql<Standing['past'][number]>`
    select answer, at, on_paper as "onPaper", version from liaison.replies where ${own} and undone_at is null order by number desc`.execute(
    db,
  );
  return rows[0] ? { ...rows[0], past: past.rows, late } : null;
}

/** « J’ai lu ». Saying it twice changes nothing: the first time is the one kept. */
export const markSeen = action('/liaison/mots/:noteId/enfants/:pupilId/lecture', {
  params,
  may: answers,
  does: 'note.seen',
  body: z.object({ version: shownVersion }),
  run: async ({ me, params, body, db, now }) => {
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    const { version = note.version } = body;
    if (note.state === 'sent' && version >= note.askedVersion)
      await seen(db, { ...params, guardianId: me.personId, version: note.version, askedVersion: note.askedVersion, now });
    return { see: `/liaison/mots/${note.id}/enfants/${params.pupilId}`, note: { schoolId: note.schoolId, details: { note: note.id } } };
  },
});

type Seeing = { noteId: string; pupilId: string; guardianId: string; version: number; askedVersion: number; now: Date };

/** Keeps the first reading of the version that counts. */
export async function seen(
  db: Parameters<typeof noteById>[0],
  { noteId, pupilId, guardianId, version, askedVersion, now }: Seeing,
): Promise<void> {
  await sql`
    update liaison.recipients set seen_at = ${now}, seen_version = ${version}
    where note_id = ${noteId} and pupil_id = ${pupilId} and guardian_id = ${guardianId}
      and (seen_version is null or seen_version < ${askedVersion})`.execute(db);
}
