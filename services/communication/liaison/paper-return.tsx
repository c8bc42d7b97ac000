import { hidden, many, refuse, routesFor, sql, uuid, z } from '#kernel';
import {
  Buttons,
  Checkboxes,
  type Choice,
  FileField,
  Form,
  InlineForm,
  Notice,
  Page,
  Radios,
  Submit,
  Table,
  TextArea,
  Time,
} from '#kernel/ui';
import { answerText, replyKinds } from './kinds.ts';
import { noteById } from './notes.ts';
import { follows } from './policy.ts';
import { answerFor, keepReply } from './reply.tsx';
import { mostScans } from './slip-layout.ts';
import { type FollowedGuardian, type Line, linesOf } from './standing.ts';
import type { ReplyKind, Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ noteId: uuid });

/** The slips that came back in the notebooks: one answer, and the guardians who gave it. */
export const paperPage = page('/liaison/mots/:noteId/papier', {
  params,
  may: follows,
  answer: z.object({
    id: z.uuid(),
    title: z.string(),
    open: z.boolean(),
    replyKind: z.enum(replyKinds),
    options: z.array(z.string()),
    waiting: z.array(z.object({ key: z.string(), child: z.string(), className: z.string(), guardian: z.string() })),
    entered: z.array(
      z.object({
        replyId: z.uuid(),
        child: z.string(),
        guardian: z.string(),
        answer: z.string().nullable(),
        at: z.string(),
        by: z.string().nullable(),
      }),
    ),
  }),
  load: async ({ params, db }) => {
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    const rows = (await linesOf(db, note.id)).flatMap((child) => child.guardians.map((guardian) => ({ child, guardian })));
    return {
      id: note.id,
      title: note.title,
      open: note.state === 'sent',
      replyKind: note.replyKind,
      options: note.options,
      waiting: rows
        .filter(({ guardian }) => guardian.asked && !guardian.done && guardian.concerned)
        .map(({ child, guardian }) => ({
          key: `${child.id}.${guardian.id}`,
          child: child.name,
          className: child.className,
          guardian: guardian.name,
        })),
      entered: rows.flatMap(({ child, guardian }) =>
        guardian.onPaper && guardian.replyId && guardian.repliedAt
          ? [
              {
                replyId: guardian.replyId,
                child: child.name,
                guardian: guardian.name,
                answer: guardian.answer,
                at: guardian.repliedAt,
                by: guardian.enteredBy,
              },
            ]
          : [],
      ),
    };
  },
  view: (back) => (
    <Page
      title={t.paperReturns}
      family="communication"
      lead={t.paperLead}
      trail={[
        { label: t.carnet, href: '/liaison' },
        { label: back.title, href: `/liaison/mots/${back.id}/suivi` },
      ]}
    >
      {!back.open && <Notice kind="warning">{t.refusedWithdrawn}</Notice>}
      {back.open && back.waiting.length === 0 && <Notice kind="success">{t.nobodyMissing}</Notice>}
      {back.open && back.waiting.length > 0 && (
        <Form action={`/liaison/mots/${back.id}/papier`} label={t.paperReturns}>
          <PaperAnswer kind={back.replyKind} options={back.options} />
          <Checkboxes
            name="from"
            label={t.paperFrom}
            required
            options={back.waiting.map(({ key, child, guardian }): Choice => ({ value: key, label: child, hint: guardian }))}
          />
          <Buttons>
            <Submit>{t.paperKeep}</Submit>
          </Buttons>
        </Form>
      )}
      {back.open && back.waiting.length > 0 && <ScanForm noteId={back.id} />}
      <h2>{t.paperEntered}</h2>
      <Table
        caption={t.paperEntered}
        quiet
        rows={back.entered}
        id={({ replyId }) => replyId}
        empty={t.paperNone}
        columns={[
          { head: t.child, header: true, cell: (row) => row.child },
          { head: t.guardians, cell: (row) => row.guardian },
          { head: t.theAnswer, cell: (row) => answerText(back.replyKind, row.answer) },
          {
            head: t.enteredBy,
            cell: (row) => (
              <>
                {row.by} <Time at={row.at} />
              </>
            ),
          },
          {
            head: t.undo,
            cell: (row) => (
              <InlineForm
                action={`/liaison/mots/${back.id}/papier/${row.replyId}/annulation`}
                weight="quiet"
                label={t.undoOf({ child: row.child, guardian: row.guardian })}
              >
                {t.undo}
              </InlineForm>
            ),
          },
        ]}
      />
    </Page>
  ),
});

const ScanForm = ({ noteId }: { noteId: string }) => (
  <section aria-labelledby="scan">
    <h2 id="scan">{t.scan}</h2>
    <p>{t.scanLead}</p>
    <Form action={`/liaison/mots/${noteId}/scans`} files>
      <FileField
        name="scans"
        label={t.scanFiles}
        hint={t.scanFilesHint({ most: mostScans })}
        multiple
        required
        accept="application/pdf,image/*"
      />
      <Submit weight="plain" picture="camera">
        {t.scanSend}
      </Submit>
    </Form>
  </section>
);

function PaperAnswer({ kind, options }: { kind: ReplyKind; options: string[] }) {
  if (kind === 'text') return <TextArea name="answer" label={t.theAnswer} required rows={3} maxlength={1000} />;
  const choices = kind === 'yes-no' ? ['yes', 'no'] : kind === 'choice' ? options : [];
  if (choices.length === 0) return null;
  return (
    <Radios
      name="answer"
      label={t.theAnswer}
      required
      inline
      options={choices.map((value) => ({ value, label: answerText(kind, value) }))}
    />
  );
}

const pair = z.string().regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/i);

/** Each one is recorded as on paper, with who copied it. All of them, or none. */
export const keepPaper = action('/liaison/mots/:noteId/papier', {
  params,
  may: follows,
  does: 'paper.entered',
  body: z.object({
    answer: z.string().max(4000).default(''),
    from: many(pair).pipe(
      z
        .array(z.string())
        .min(1, { error: () => t.paperChoose })
        .max(500),
    ),
  }),
  redraw: paperPage,
  run: async ({ me, params, body, db, now }) => {
    const locked = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.noteId).forUpdate().executeTakeFirst();
    const note = await noteById(db, params.noteId);
    if (!note || !locked) return hidden;
    if (locked.state !== 'sent') return refuse('withdrawn', t.refusedWithdrawn, { status: 409 });
    const answer = answerFor(note, body.answer);
    if (answer === undefined) return refuse('answer', t.paperAnswerMissing, { field: 'answer' });
    const known = new Map<string, { child: Line; guardian: FollowedGuardian }>();
    for (const child of await linesOf(db, note.id))
      for (const guardian of child.guardians) known.set(`${child.id}.${guardian.id}`, { child, guardian });
    const chosen = [...new Set(body.from)];
    if (chosen.some((key) => !known.get(key)?.guardian.asked)) return hidden;
    const open = chosen.flatMap((key) => known.get(key) ?? []).filter(({ guardian }) => !guardian.done && guardian.concerned);
    for (const { child, guardian } of open)
      await keepReply(db, note, { noteId: note.id, pupilId: child.id, guardianId: guardian.id }, { answer, now, enteredBy: me.personId });
    return {
      see: `/liaison/mots/${note.id}/papier`,
      say: t.paperKept({ count: open.length }),
      note: { schoolId: note.schoolId, details: { note: note.id, replies: open.length } },
    };
  },
});

/** Undone, never erased: the proof keeps the line. */
export const undoPaper = action('/liaison/mots/:noteId/papier/:replyId/annulation', {
  params: z.object({ noteId: uuid, replyId: uuid }),
  may: follows,
  does: 'paper.undone',
  body: z.object({}),
  run: async ({ params, db, now }) => {
    const { rows } = await sql<{ schoolId: string }>`
      update liaison.replies r set undone_at = coalesce(r.undone_at, ${now}) from liaison.notes n
      where n.id = r.note_id and r.id = ${params.replyId} and r.note_id = ${params.noteId} and r.on_paper
      returning n.school_id as "schoolId"`.execute(db);
    if (!rows[0]) return hidden;
    return {
      see: `/liaison/mots/${params.noteId}/papier`,
      say: t.paperUndone,
      note: { schoolId: rows[0].schoolId, details: { note: params.noteId, reply: params.replyId } },
    };
  },
});
