import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { docShape, Rich } from '#kernel/rich-text';
import { Button, Buttons, Byline, Card, CardList, Confirm, InlineForm, momentText, Notice, Page, PrintButton } from '#kernel/ui';
import { Answering } from './answer.tsx';
import { Attachments, attachedShape } from './attachments.tsx';
import { attachmentsOf, deliveredTo, type Message, messageIn, saidTo, withoutLinks } from './messages.ts';
import { holdsIt, isPupil, isShut } from './policy.ts';
import { isRecallable } from './recall.ts';
import { Report } from './report.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ messageId: uuid });

const shape = z.object({
  id: z.uuid(),
  subject: z.string(),
  body: docShape.nullable(),
  sender: z.string(),
  mine: z.boolean(),
  state: z.enum(['draft', 'held', 'sent', 'recalled', 'rejected']),
  at: z.date().nullable(),
  arrivesAt: z.date().nullable(),
  urgentReason: z.string().nullable(),
  noReply: z.boolean(),
  automatic: z.boolean(),
  unread: z.boolean(),
  to: z.array(z.object({ field: z.enum(['to', 'cc', 'bcc']), label: z.string() })),
  files: attachedShape,
});

export const messagePage = page('/messagerie/messages/:messageId', {
  params,
  may: holdsIt,
  answer: z.object({
    message: shape,
    earlier: z.array(shape.pick({ id: true, sender: true, at: true, body: true, subject: true })),
    pupil: z.boolean(),
    delivered: z.array(z.string()),
    recallable: z.boolean(),
    waiting: z.boolean(),
    now: z.date(),
  }),
  load: async ({ me, params, db, now }) => {
    const message = await messageIn(db, me, params.messageId, now);
    if (!message) return hidden;
    if (message.state === 'draft') return { see: `/messagerie/brouillons/${message.id}` };
    if (await isShut(db, me, message, now)) return refuse('closed', t.someClosed, { status: 403 });
    const { rows } = await sql<{ id: string }>`
      select r.message_id as id from messaging.recipients r join messaging.messages m on m.id = r.message_id
      where m.thread_id = ${message.threadId} and m.id <> ${message.id} and r.person_id = ${me.personId} and r.gone_at is null
        and m.state = 'sent' and m.sent_at <= ${message.sentAt} order by m.sent_at desc limit 20`.execute(db);
    const earlier = (await Promise.all(rows.map(({ id }) => messageIn(db, me, id, now)))).filter((one) => one !== undefined);
    const pupil = isPupil(me);
    const mine = message.field === 'from';
    const gone = message.state === 'recalled' && !mine;
    return {
      message: {
        ...message,
        subject: gone ? t.recalledTitle : message.subject,
        body: gone ? null : bodyFor(message, pupil),
        urgentReason: gone ? null : message.urgentReason,
        mine,
        at: message.sentAt,
        unread: !mine && message.readAt === null,
        to: await saidTo(db, me, message),
        files: gone ? [] : await attachmentsOf(db, message.id),
      },
      earlier: earlier.map((one) => ({ ...one, at: one.sentAt, body: bodyFor(one, pupil) })),
      pupil,
      delivered: mine ? await deliveredTo(db, message.id) : [],
      recallable: isRecallable(message, now),
      waiting: mine && message.state === 'sent' && message.arrivesAt !== null && message.arrivesAt.getTime() > now.getTime(),
      now,
    };
  },
  view: ({ message, earlier, pupil, delivered, recallable, waiting, now }) => {
    const here = `/messagerie/messages/${message.id}`;
    return (
      <Page
        title={message.subject || t.untitled}
        family="communication"
        narrow
        trail={[{ label: pupil ? t.messagesTu : t.messages, href: '/messagerie' }]}
      >
        {message.urgentReason && <Notice kind="warning">{t.urgentBecause({ reason: message.urgentReason })}</Notice>}
        {waiting && message.arrivesAt && <Notice>{t.willArrive({ when: momentText(message.arrivesAt, now) })}</Notice>}
        {message.state === 'held' && <Notice>{pupil ? t.heldForTeacherTu : t.heldForSchool}</Notice>}
        {message.state === 'rejected' && <Notice kind="warning">{t.rejectedLong}</Notice>}
        {message.state === 'recalled' && <Notice>{message.mine ? t.recalledMine : pupil ? t.recalledLongTu : t.recalledLong}</Notice>}
        <Card
          meta={
            message.at && (
              <Byline
                who={message.automatic ? t.automatic({ sender: message.sender }) : message.sender || t.somebodyGone}
                at={message.at}
              />
            )
          }
        >
          <Said to={message.to} />
          {delivered.length > message.to.length && <Delivered names={delivered} />}
          {message.body && <Rich doc={message.body} />}
          <Attachments messageId={message.id} files={message.files} />
        </Card>
        {message.unread && <Seen action={`${here}/lu`} pupil={pupil} />}
        {message.state === 'sent' && <Answering here={here} message={message} many={message.to.length > 1} pupil={pupil} />}
        {earlier.length > 0 && (
          <>
            <h2>{pupil ? t.earlierTu : t.earlier}</h2>
            <CardList label={t.earlier}>
              {earlier.map((one) => (
                <Card
                  key={one.id}
                  level={3}
                  title={one.subject || t.untitled}
                  href={`/messagerie/messages/${one.id}`}
                  meta={one.at && <Byline who={one.sender || t.somebodyGone} at={one.at} />}
                >
                  {one.body && <Rich doc={one.body} />}
                </Card>
              ))}
            </CardList>
          </>
        )}
        <Buttons>
          {!pupil && <PrintButton />}
          <InlineForm action="/messagerie/rangement" fields={{ ids: message.id, press: 'trash' }} weight="quiet" picture="cross">
            {pupil ? t.throwTu : t.throwAway}
          </InlineForm>
          {!message.mine && !message.unread && (
            <InlineForm action="/messagerie/rangement" fields={{ ids: message.id, press: 'unread' }} weight="quiet">
              {t.markUnread}
            </InlineForm>
          )}
        </Buttons>
        {recallable && (
          <Confirm
            action={`${here}/rappel`}
            label={waiting ? t.cancelSending : pupil ? t.recallTu : t.recall}
            sentence={waiting ? t.cancelSure : pupil ? t.recallSureTu : t.recallSure}
            confirm={waiting ? t.cancelYes : pupil ? t.recallYesTu : t.recallYes}
          />
        )}
        {!message.mine && message.state === 'sent' && !message.automatic && <Report here={here} pupil={pupil} />}
      </Page>
    );
  },
});

/** What this reader may be shown of a text: to a child, links that do not come from the school are words. */
const bodyFor = ({ body, senderWorks }: Message, pupil: boolean) => (pupil && !senderWorks ? withoutLinks(body) : body);

const Said = ({ to }: { to: z.infer<typeof shape>['to'] }) => (
  <>
    {(['to', 'cc', 'bcc'] as const).map((field) => {
      const labels = to.filter((one) => one.field === field).map(({ label }) => label);
      return labels.length === 0 ? null : (
        <p key={field} class="meta">
          {t.saidIn({ field, labels })}
        </p>
      );
    })}
  </>
);

/** The names behind the circles: for the writer alone. */
const Delivered = ({ names }: { names: string[] }) => (
  <details>
    <summary class="button is-quiet">
      <span>{t.theyHaveIt({ count: names.length })}</span>
    </summary>
    <p>{names.join(', ')}</p>
  </details>
);

/** Read is said by a form: by itself with the enhancer, by a button without. Nobody but the reader learns it. */
const Seen = ({ action: to, pupil }: { action: string; pupil: boolean }) => (
  <form class="inline" action={to} method="post" data-beacon={t.seen}>
    <Button weight="quiet" picture="check">
      {pupil ? t.iHaveReadTu : t.markRead}
    </Button>
  </form>
);

/** I have it before my eyes. Said to nobody. */
export const markSeen = action('/messagerie/messages/:messageId/lu', {
  params,
  may: holdsIt,
  does: 'message.seen',
  unlogged: true,
  body: z.object({}),
  run: async ({ me, params, db, now }) => {
    await sql`
      update messaging.recipients set read_at = coalesce(read_at, ${now})
      where message_id = ${params.messageId} and person_id = ${me.personId} and arrives_at <= ${now}`.execute(db);
    return { see: `/messagerie/messages/${params.messageId}` };
  },
});
