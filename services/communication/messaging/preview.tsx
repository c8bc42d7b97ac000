import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { hold } from '#kernel/moderation';
import { docShape, Rich } from '#kernel/rich-text';
import { ButtonLink, Buttons, Card, Form, Hidden, momentText, Notice, Page, Status, Submit, Table } from '#kernel/ui';
import { fingerprint, type Receiver, whoWillReceive } from './addressees.ts';
import { Attachments, attachedShape } from './attachments.tsx';
import { fields, incomplete } from './draft-fields.ts';
import { classOf, gate } from './gate.ts';
import { attachmentsOf, contentOf, messageIn } from './messages.ts';
import { isPupil, ownsDraft } from './policy.ts';
import { arrivalOf, autoReply, put, schoolOf, tell } from './send.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ draftId: uuid });

/** « Qui voit quoi ? »: every person who will have it, by name, before anything leaves. */
export const previewPage = page('/messagerie/brouillons/:draftId/apercu', {
  params,
  may: ownsDraft,
  answer: z.object({
    id: z.uuid(),
    subject: z.string(),
    body: docShape,
    files: attachedShape,
    pupil: z.boolean(),
    missing: z.string().nullable(),
    held: z.boolean(),
    urgent: z.string().nullable(),
    urgentThisMonth: z.number(),
    arrives: z.date(),
    now: z.date(),
    list: z.string(),
    apart: z.boolean(),
    dropped: z.array(z.string()),
    receivers: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        as: z.string().nullable(),
        field: z.enum(fields),
        about: z.string().nullable(),
        hasAccount: z.boolean(),
      }),
    ),
  }),
  load: async ({ me, params, db, now }) => {
    const draft = await messageIn(db, me, params.draftId, now);
    if (!draft) return hidden;
    const resolved = await whoWillReceive(db, me, draft.id, now);
    const { receivers, dropped } = resolved;
    const schoolId = schoolOf(receivers, draft.schoolId);
    const content = await contentOf(db, draft);
    const passage = await gate(db, me, { schoolId, answersId: draft.answersId, receivers, content, now });
    const wrong = incomplete({ subject: draft.subject, body: draft.body, resolved }) ?? ('refused' in passage ? passage : undefined);
    const files = await attachmentsOf(db, draft.id);
    return {
      ...draft,
      files,
      pupil: isPupil(me),
      missing: wrong?.sentence ?? null,
      held: 'goes' in passage && passage.goes === 'held',
      urgent: draft.urgentReason,
      urgentThisMonth: draft.urgentReason ? await urgentSince(db, me.personId, now) : 0,
      arrives: await arrivalOf(db, { schoolId, urgent: draft.urgentReason !== null, now }),
      now,
      list: fingerprint(receivers, draft, files),
      apart: receivers.some(({ as, throughId }) => as === 'guardian' && throughId !== null),
      dropped,
      receivers,
    };
  },
  view: (seen) => {
    const { id, receivers, missing, pupil } = seen;
    const paper = receivers.filter(({ hasAccount, as }) => !hasAccount && as !== 'pupil');
    return (
      <Page
        title={pupil ? t.previewTu : t.preview}
        family="communication"
        lead={
          pupil ? t.previewLeadTu({ count: receivers.length }) : t.previewLead({ count: receivers.length, profiles: countsOf(receivers) })
        }
        trail={[
          { label: pupil ? t.messagesTu : t.messages, href: '/messagerie' },
          { label: seen.subject || t.newMessage, href: `/messagerie/brouillons/${id}` },
        ]}
      >
        {missing && <Notice kind="warning">{missing}</Notice>}
        {seen.dropped.length > 0 && <Notice kind="warning">{t.droppedOut({ names: seen.dropped })}</Notice>}
        {seen.apart && <Notice>{t.familiesApart}</Notice>}
        {paper.length > 0 && <Notice>{t.neverSignedIn({ count: paper.length })}</Notice>}
        {seen.held && <Notice>{pupil ? t.heldForTeacherTu : t.heldForSchool}</Notice>}
        {seen.urgent && <Notice kind="warning">{t.urgentCount({ count: seen.urgentThisMonth })}</Notice>}
        <Form action={`/messagerie/brouillons/${id}/envoi`}>
          <Hidden name="list" value={seen.list} />
          {!seen.held && seen.arrives.getTime() > seen.now.getTime() && (
            <p class="lead">
              {pupil
                ? t.willArriveTu({ when: momentText(seen.arrives, seen.now) })
                : t.willArrive({ when: momentText(seen.arrives, seen.now) })}
            </p>
          )}
          <Buttons>
            {missing ? null : <Submit picture="letter">{pupil ? t.sendTu : t.sendTo({ count: receivers.length })}</Submit>}
            <ButtonLink href={`/messagerie/brouillons/${id}`} picture="back">
              {pupil ? t.backToDraftTu : t.backToDraft}
            </ButtonLink>
          </Buttons>
        </Form>
        <Card title={seen.subject || t.untitled}>
          <Rich doc={seen.body} />
          <Attachments messageId={id} files={seen.files} />
        </Card>
        <Table
          caption={pupil ? t.forWhomTu : t.whoWillHaveIt}
          dense
          rows={receivers}
          id={(receiver) => receiver.id}
          empty={t.nobodyLeft}
          columns={[
            { head: t.name, header: true, cell: (receiver) => receiver.name },
            ...(pupil ? [] : [{ head: t.role, cell: (receiver: Seen) => <Who receiver={receiver} /> }]),
            ...(new Set(receivers.map(({ field }) => field)).size > 1
              ? [{ head: t.inField, cell: (receiver: Seen) => t[receiver.field] }]
              : []),
          ]}
        />
      </Page>
    );
  },
});

type Seen = Pick<Receiver, 'field' | 'about' | 'hasAccount'> & { as: string | null };

const Who = ({ receiver }: { receiver: Seen }) => (
  <>
    {t.roleOf(receiver)} {!receiver.hasAccount && receiver.as !== 'pupil' && <Status kind="waiting">{t.neverCame}</Status>}
  </>
);

/** How many of each profile, the most numerous first. */
const countsOf = (receivers: { as: string | null }[]): [string | null, number][] =>
  [...Map.groupBy(receivers, ({ as }) => as)]
    .map(([as, all]): [string | null, number] => [as, all.length])
    .toSorted(([, one], [, other]) => other - one);

async function urgentSince(db: Parameters<typeof attachmentsOf>[0], personId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from messaging.messages where sender_id = ${personId} and urgent_reason is not null
      and sent_at >= date_trunc('month', ${now}::timestamptz)`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Mailboxes are filled here, in the transaction that sends: those shown a moment ago, or the writer looks again. */
export const sendMessage = action('/messagerie/brouillons/:draftId/envoi', {
  params,
  may: ownsDraft,
  does: 'message.sent',
  body: z.object({ list: z.string().max(100) }),
  redraw: previewPage,
  run: async ({ me, params, body, db, now }) => {
    const locked = await db
      .selectFrom('messaging.messages')
      .select('state')
      .where('id', '=', params.draftId)
      .forUpdate()
      .executeTakeFirst();
    const draft = await messageIn(db, me, params.draftId, now);
    if (!draft || locked?.state !== 'draft') return hidden;
    const resolved = await whoWillReceive(db, me, draft.id, now);
    const { receivers } = resolved;
    const wrong = incomplete({ subject: draft.subject, body: draft.body, resolved });
    if (wrong) return refuse(wrong.refused, wrong.sentence);
    if (fingerprint(receivers, draft, await attachmentsOf(db, draft.id)) !== body.list)
      return refuse('list-changed', isPupil(me) ? t.listChangedTu : t.listChanged, { status: 409 });
    const schoolId = schoolOf(receivers, draft.schoolId);
    const content = await contentOf(db, draft);
    const passage = await gate(db, me, { schoolId, answersId: draft.answersId, receivers, content, now });
    if ('refused' in passage) return passage;
    const urgent = draft.urgentReason !== null;
    const arrives = await put(db, { ...draft, schoolId, classId: classOf(me, receivers), receivers, passage, hash: content.hash, now });
    if (passage.goes === 'held' && passage.heldFor === 'school')
      await hold(db, {
        service: 'messaging',
        thingId: draft.id,
        schoolId,
        authorId: me.personId,
        why: passage.why,
        contentHash: content.hash,
        now,
      });
    if (arrives) await tell(db, { id: draft.id, schoolId, senderId: me.personId, urgent });
    if (arrives && !isPupil(me)) await autoReply(db, me, { ...draft, schoolId, receivers, now });
    return {
      see: '/messagerie',
      say: saidAfter({ arrives, now, pupil: isPupil(me), count: receivers.length }),
      note: { schoolId, details: { message: draft.id, people: receivers.length, urgent, held: arrives === null } },
    };
  },
});

function saidAfter({ arrives, now, pupil, count }: { arrives: Date | null; now: Date; pupil: boolean; count: number }): string {
  if (!arrives) return pupil ? t.sentHeldTu : t.heldForSchool;
  if (arrives.getTime() > now.getTime()) {
    const when = momentText(arrives, now);
    return pupil ? t.willArriveTu({ when }) : t.willArrive({ when });
  }
  return pupil ? t.sentTu : t.sent({ count });
}
