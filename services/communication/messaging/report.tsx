import { hidden, routesFor, uuid, z } from '#kernel';
import { report } from '#kernel/moderation';
import { Button, Buttons, Form, TextArea } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { messageIn } from './messages.ts';
import { holdsIt, isPupil } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** Something hurts or worries: the school is told, the writer is not told who said so. */
export const reportMessage = action('/messagerie/messages/:messageId/signalement', {
  params: z.object({ messageId: uuid }),
  may: holdsIt,
  does: 'message.reported',
  body: z.object({ why: line(500) }),
  run: async ({ me, params, body, db, now }) => {
    const message = await messageIn(db, me, params.messageId, now);
    if (!message || message.field === 'from') return hidden;
    const { id, schoolId, senderId } = message;
    await report(db, { service: 'messaging', thingId: id, schoolId, authorId: senderId, reportedBy: me.personId, why: body.why, now });
    return {
      see: `/messagerie/messages/${id}`,
      say: isPupil(me) ? t.reportedTu : t.reported,
      note: { schoolId, details: { message: id } },
    };
  },
});

/** A door that opens on a sentence and a box: nobody reports by a slip of the finger. */
export const Report = ({ here, pupil }: { here: string; pupil: boolean }) => (
  <details class="confirm">
    <summary class="button is-quiet">
      <span>{pupil ? t.reportTu : t.report}</span>
    </summary>
    <Form action={`${here}/signalement`}>
      <p>{pupil ? t.reportSentenceTu : t.reportSentence}</p>
      <TextArea name="why" label={pupil ? t.reportWhyTu : t.reportWhy} rows={3} maxlength={500} required={!pupil} />
      <Buttons>
        <Button weight="danger">{pupil ? t.reportYesTu : t.reportYes}</Button>
      </Buttons>
    </Form>
  </details>
);
