import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import type { Doc } from '#kernel/rich-text';
import { Button, Buttons, Form } from '#kernel/ui';
import { startDraft } from './drafts.ts';
import { attachmentsOf, type Message, messageIn } from './messages.ts';
import { holdsIt, isPupil, isShut } from './policy.ts';
import type { Field, Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/**
 * Begins an answer to whoever wrote, to all those named in the message, or passes it on. Circles are not people of the thread:
 * a parent who answers all does not write to every family. Hidden copies stay hidden: nobody is added who was not shown.
 */
export const answer = action('/messagerie/messages/:messageId/reponse', {
  params: z.object({ messageId: uuid }),
  may: holdsIt,
  does: 'draft.created',
  unlogged: true,
  body: z.object({ how: z.enum(['reply', 'all', 'forward']) }),
  run: async ({ me, params, body, db, now }) => {
    const message = await messageIn(db, me, params.messageId, now);
    if (message?.state !== 'sent') return hidden;
    if (await isShut(db, me, message, now)) return refuse('closed', t.someClosed, { status: 403 });
    if (body.how === 'forward') {
      if (isPupil(me)) return hidden;
      const files = (await attachmentsOf(db, message.id)).map(({ id }) => id);
      const id = await startDraft(db, me, { subject: prefixed(t.forwardMark, message.subject), body: forwarded(message), files, now });
      return { see: `/messagerie/brouillons/${id}` };
    }
    if (message.noReply && message.field !== 'from') return refuse('no-reply', t.noReplyWanted);
    const others = await sql<{ personId: string; field: Field | 'from' }>`
      select person_id as "personId", field from messaging.recipients
      where message_id = ${message.id} and person_id <> ${me.personId} and through_id is null and field <> 'bcc'
        and (${body.how === 'all' && !isPupil(me)} or field = 'from' or ${message.field === 'from'})`.execute(db);
    const id = await startDraft(db, me, {
      subject: prefixed(t.answerMark, message.subject),
      threadId: message.threadId,
      answersId: message.id,
      to: others.rows.map(({ personId, field }) => ({ personId, field: field === 'from' ? 'to' : field })),
      now,
    });
    return { see: `/messagerie/brouillons/${id}` };
  },
});

const prefixed = (mark: string, subject: string): string => (subject.startsWith(mark) ? subject : `${mark}${subject}`).slice(0, 160);

/** The text as it was, under a line that says whose it is. */
const forwarded = ({ sender, body }: Message): Doc => ({
  type: 'doc',
  content: [
    { type: 'paragraph' },
    { type: 'paragraph', content: [{ type: 'text', text: t.forwardedFrom({ sender }), marks: [{ type: 'italic' }] }] },
    ...body.content,
  ],
});

type AnsweringProps = {
  /** The address of the message. */
  here: string;
  message: Pick<Message, 'noReply' | 'automatic'> & { mine: boolean };
  /** It was said to several. */
  many: boolean;
  pupil: boolean;
};

/** What one may do with a message: answer, answer all, pass it on. */
export function Answering({ here, message, many, pupil }: AnsweringProps) {
  return (
    <Form action={`${here}/reponse`} label={t.answer}>
      {message.noReply && !message.mine && !message.automatic && <p class="hint">{t.noReplyWanted}</p>}
      <Buttons>
        {!message.noReply && !message.mine && (
          <Button weight="main" name="how" value="reply" picture="back">
            {pupil ? t.answerTu : t.answer}
          </Button>
        )}
        {!message.noReply && !pupil && (many || message.mine) && (
          <Button name="how" value="all" picture="people">
            {t.answerAll}
          </Button>
        )}
        {!pupil && (
          <Button name="how" value="forward" picture="forward">
            {t.forward}
          </Button>
        )}
      </Buttons>
    </Form>
  );
}
