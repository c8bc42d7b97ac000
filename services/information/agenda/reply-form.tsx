import { z } from '#kernel';
import { Form, Hidden, Radios, Submit, Table, TextField } from '#kernel/ui';
import { answers } from './tables.ts';
import { t } from './texts.ts';

export const replyShape = z.object({ name: z.string(), answer: z.enum(answers), people: z.number() });
type Reply = z.infer<typeof replyShape>;

export const ReplyForm = ({ eventId, day, mine }: { eventId: string; day: string; mine: Omit<Reply, 'name'> | null }) => (
  <Form action={`/agenda/${eventId}/reponse`} label={t.willYouCome}>
    <Hidden name="day" value={day} />
    <Radios
      name="answer"
      label={t.willYouCome}
      required
      inline
      value={mine?.answer ?? ''}
      options={answers.map((value) => ({ value, label: t.answerText({ answer: value }) }))}
    />
    <TextField
      name="people"
      label={t.howMany}
      hint={t.howManyHint}
      type="number"
      inputmode="numeric"
      min={1}
      max={20}
      size="s"
      value={String(mine?.people || 1)}
    />
    <Submit>{mine ? t.changeReply : t.reply}</Submit>
  </Form>
);

const sum = (replies: Reply[], answer: Reply['answer']): number =>
  replies.reduce((total, one) => total + (one.answer === answer ? one.people : 0), 0);

/** For whoever organises: how many come, and who said so. */
export const Replies = ({ replies }: { replies: Reply[] }) => (
  <>
    <h2>{t.replies}</h2>
    <p>{t.coming({ yes: sum(replies, 'yes'), maybe: sum(replies, 'maybe') })}</p>
    <Table
      caption={t.replies}
      quiet
      rows={replies}
      empty={t.noReplyYet}
      columns={[
        { head: t.name, cell: ({ name }) => name, header: true },
        { head: t.answer, cell: ({ answer }) => t.answerText({ answer }) },
        { head: t.people, cell: ({ people }) => (people > 0 ? people : ''), numeric: true },
      ]}
    />
  </>
);
