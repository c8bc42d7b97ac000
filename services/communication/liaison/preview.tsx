import { hidden, optionalText, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { arrivalAt } from '#kernel/calendar';
import { ButtonLink, Buttons, Card, Form, Hidden, momentText, Notice, Page, Status, Submit, Table, TextField, Time } from '#kernel/ui';
import { braked } from './brake.ts';
import { incomplete } from './draft-fields.ts';
import { NoteBody, noteShape, shown } from './note-body.tsx';
import { attachmentsOf, contentHash, noteById } from './notes.ts';
import { ownsDraft } from './policy.ts';
import { countsOf, fingerprint, freeze, whoWillReceive } from './recipients.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ draftId: uuid });

/** « Qui recevra ce mot ? »: every child, every guardian, by name, before anything leaves. */
export const previewPage = page('/liaison/brouillons/:draftId/apercu', {
  params,
  may: ownsDraft,
  answer: z.object({
    note: noteShape,
    missing: z.string().nullable(),
    arrivesAt: z.date(),
    calm: z.boolean(),
    urgentThisMonth: z.number(),
    list: z.string(),
    counts: z.object({
      children: z.number(),
      guardians: z.number(),
      people: z.number(),
      withoutAuthority: z.number(),
      onPaper: z.number(),
      alone: z.number(),
    }),
    children: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        className: z.string(),
        guardians: z.array(z.object({ id: z.uuid(), name: z.string(), holdsAuthority: z.boolean(), hasAccount: z.boolean() })),
      }),
    ),
  }),
  load: async ({ params, db, now }) => {
    const note = await noteById(db, params.draftId);
    if (!note) return hidden;
    const children = await whoWillReceive(db, note.id);
    const arrivesAt = await arrivalAt(db, note.schoolId, now);
    return {
      arrivesAt,
      calm: arrivesAt > now,
      urgentThisMonth: await urgentThisMonth(db, note.schoolId, now),
      note: shown(note, await attachmentsOf(db, note.id)),
      missing: incomplete(note, now)?.sentence ?? (children.length === 0 ? t.nobodyThere : null),
      list: fingerprint(children),
      counts: countsOf(children),
      children,
    };
  },
  view: ({ note, children, counts, missing, list, arrivesAt, calm, urgentThisMonth: urgent }) => (
    <Page
      title={t.whoWillReceive}
      family="communication"
      lead={t.previewLead({ children: counts.children, people: counts.people })}
      trail={[
        { label: t.carnet, href: '/liaison' },
        { label: note.title || t.newNote, href: `/liaison/brouillons/${note.id}` },
      ]}
    >
      {missing && <Notice kind="warning">{missing}</Notice>}
      {counts.onPaper > 0 && <Notice>{t.previewPaper({ count: counts.onPaper })}</Notice>}
      {counts.alone > 0 && <Notice kind="warning">{t.previewAlone({ count: counts.alone })}</Notice>}
      {counts.withoutAuthority > 0 && note.replyKind !== 'none' && <Notice>{t.previewInformed({ count: counts.withoutAuthority })}</Notice>}
      {calm && (
        <Notice>
          {t.willArrive} <Time at={arrivesAt} />.
        </Notice>
      )}
      <Form action={`/liaison/brouillons/${note.id}/envoi`}>
        <Hidden name="list" value={list} />
        <details>
          <summary class="button is-quiet">
            <span>{t.isUrgent}</span>
          </summary>
          <TextField name="urgent" label={t.urgentWhy} hint={t.urgentHint({ count: urgent })} maxlength={200} />
        </details>
        <Buttons>
          {missing ? null : <Submit picture="letter">{t.sendToFamilies({ count: counts.children })}</Submit>}
          <ButtonLink href={`/liaison/brouillons/${note.id}`} picture="back">
            {t.backToDraft}
          </ButtonLink>
        </Buttons>
      </Form>
      <h2>{t.asFamiliesRead}</h2>
      <Card>
        <h3>{note.title || t.untitled}</h3>
        <NoteBody note={note} />
      </Card>
      <Table
        caption={t.whoWillReceive}
        dense
        rows={children}
        id={({ id }) => id}
        empty={t.nobodyThere}
        columns={[
          { head: t.child, header: true, cell: (child) => child.name },
          ...(new Set(children.map(({ className }) => className)).size > 1
            ? [{ head: t.klass, cell: (child: Row) => child.className }]
            : []),
          { head: t.guardians, cell: (child) => <Guardians guardians={child.guardians} asks={note.replyKind !== 'none'} /> },
        ]}
      />
    </Page>
  ),
});

type Row = { className: string };
type Listed = { id: string; name: string; holdsAuthority: boolean; hasAccount: boolean };

const Guardians = ({ guardians, asks }: { guardians: Listed[]; asks: boolean }) =>
  guardians.length === 0 ? (
    <Status kind="missing">{t.noGuardian}</Status>
  ) : (
    <ul>
      {guardians.map((guardian) => (
        <li key={guardian.id}>
          {guardian.name} {!guardian.hasAccount && <Status kind="waiting">{t.noAccount}</Status>}{' '}
          {asks && !guardian.holdsAuthority && <span class="hint">{t.informedOnly}</span>}
        </li>
      ))}
    </ul>
  );

/** Recipients become rows here, in the transaction that sends: those shown a moment ago, or the author looks again. */
export const sendNote = action('/liaison/brouillons/:draftId/envoi', {
  params,
  may: ownsDraft,
  does: 'note.sent',
  body: z.object({ list: z.string().max(100), urgent: optionalText(200) }),
  redraw: previewPage,
  run: async ({ me, params, body, db, now, emit }) => {
    const locked = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.draftId).forUpdate().executeTakeFirst();
    const note = await noteById(db, params.draftId);
    if (!note || locked?.state !== 'draft') return hidden;
    const wrong = incomplete(note, now);
    if (wrong) return refuse(wrong.refused, wrong.sentence);
    const children = await whoWillReceive(db, note.id);
    if (children.length === 0) return refuse('nobody', t.nobodyThere);
    if (fingerprint(children) !== body.list) return refuse('list-changed', t.listChanged, { status: 409 });
    const stopped = await braked(db, me, note.schoolId, now);
    if (stopped) return stopped;
    const arrivesAt = body.urgent ? now : await arrivalAt(db, note.schoolId, now);
    await freeze(db, note.id, children);
    await db
      .insertInto('liaison.versions')
      .values({
        note_id: note.id,
        version: 1,
        title: note.title,
        body: JSON.stringify(note.body),
        deadline: note.deadline,
        asks_again: true,
        written_by: me.personId,
        written_at: now,
        content_sha256: await contentHash(db, note.id, note),
      })
      .execute();
    await db
      .updateTable('liaison.notes')
      .set({ state: 'sent', sent_at: now, arrives_at: arrivesAt, urgent_reason: body.urgent, updated_at: now })
      .where('id', '=', note.id)
      .execute();
    await db.deleteFrom('liaison.addressees').where('note_id', '=', note.id).execute();
    await emit('sent', {
      to: { guardiansOf: children.map(({ id }) => id) },
      schoolId: note.schoolId,
      payload: { noteId: note.id },
      urgent: body.urgent !== null,
    });
    const counts = countsOf(children);
    return {
      see: `/liaison/mots/${note.id}/suivi`,
      say: arrivesAt > now ? t.noteWillArrive({ moment: momentText(arrivesAt, now) }) : t.noteSent({ count: counts.children }),
      note: {
        schoolId: note.schoolId,
        details: { note: note.id, children: counts.children, guardians: counts.guardians, urgent: body.urgent !== null },
      },
    };
  },
});

/** How often the school took the urgent lane this month, whoever wrote. */
async function urgentThisMonth(db: Reader<Tables>, schoolId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from liaison.notes where school_id = ${schoolId} and urgent_reason is not null
      and sent_at >= date_trunc('month', ${now}::timestamptz)`.execute(db);
  return rows[0]?.count ?? 0;
}
