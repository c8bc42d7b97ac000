import type { z } from '#kernel';
import { Button, Buttons, Form, Hidden, Notice, Picture, Status, Submit, TextArea, Time } from '#kernel/ui';
import { answerText } from './kinds.ts';
import type { Shown } from './note-body.tsx';
import type { mineShape } from './read.tsx';
import { t } from './texts.ts';

type Mine = z.infer<typeof mineShape>;
type BoxProps = { note: Shown; child: { id: string; name: string }; mine: Mine };

/** Where one signs or answers, in one tap; then what was answered, and how to change one's mind until the day is over. */
export function ReplyBox({ note, child, mine }: BoxProps) {
  const here = `/liaison/mots/${note.id}/enfants/${child.id}`;
  if (!mine.concerned) return <Notice>{t.childLeft({ child: child.name })}</Notice>;
  if (!mine.asked || note.replyKind === 'none') return <Reading note={note} here={here} mine={mine} />;
  const mayChange = !mine.done || (!mine.late && note.replyKind !== 'signature');
  return (
    <section class="card f-communication" aria-labelledby="reponse">
      <h2 id="reponse">{note.replyKind === 'signature' ? t.yourSignature : t.yourAnswer}</h2>
      {mine.done && mine.repliedAt && (
        <p>
          <Status kind="done">{answerText(note.replyKind, mine.answer)}</Status> <Time at={mine.repliedAt} />
          {mine.onPaper && ` ${t.receivedOnPaper}`}
        </p>
      )}
      {mine.otherMissing && <p>{t.oneSignatureMissing}</p>}
      {!mine.done && <p>{t.asksFor({ kind: note.replyKind, child: child.name })}</p>}
      {mayChange && (mine.done ? <Changing note={note} here={here} mine={mine} /> : <Answering note={note} here={here} mine={mine} />)}
      {mine.done && mine.late && note.replyKind !== 'signature' && <p class="hint">{t.tooLateToChange}</p>}
      <PastAnswers note={note} mine={mine} />
      {!mine.seen && !mine.done && <SeenForm note={note} here={here} quiet />}
    </section>
  );
}

const Changing = (props: { note: Shown; here: string; mine: Mine }) => (
  <details>
    <summary class="button is-quiet">
      <span>{t.changeAnswer}</span>
    </summary>
    <Answering {...props} />
  </details>
);

function Answering({ note, here, mine }: { note: Shown; here: string; mine: Mine }) {
  const choices =
    note.replyKind === 'yes-no'
      ? [
          { value: 'yes', label: t.yes },
          { value: 'no', label: t.no },
        ]
      : note.options.map((option) => ({ value: option, label: option }));
  return (
    <Form action={`${here}/reponse`} label={t.yourAnswer}>
      <Hidden name="version" value={String(note.version)} />
      {note.replyKind === 'text' && (
        <TextArea name="answer" label={t.writeAnswer} required rows={3} maxlength={1000} value={mine.answer ?? ''} />
      )}
      <Buttons>
        {note.replyKind === 'signature' && <Submit picture="pencil">{t.iSign}</Submit>}
        {note.replyKind === 'text' && <Submit>{t.sendAnswer}</Submit>}
        {(note.replyKind === 'yes-no' || note.replyKind === 'choice') &&
          choices
            .filter(({ value }) => !mine.done || value !== mine.answer)
            .map(({ value, label }) => (
              <Button key={value} weight={value === 'no' ? 'plain' : 'main'} name="answer" value={value}>
                {label}
              </Button>
            ))}
      </Buttons>
    </Form>
  );
}

function Reading({ note, here, mine }: { note: Shown; here: string; mine: Mine }) {
  return (
    <section class="card f-communication" aria-label={t.reading}>
      {!mine.asked && <p>{t.youAreInformed}</p>}
      {mine.seen || mine.done ? (
        <p>
          <Status kind="done">{t.youHaveRead}</Status>
          {mine.onPaper && ` ${t.receivedOnPaper}`}
        </p>
      ) : (
        <SeenForm note={note} here={here} />
      )}
    </section>
  );
}

/** The enhancer sends this form by itself when the page is shown (`data-beacon`); without it, one taps. */
const SeenForm = ({ note, here, quiet }: { note: Shown; here: string; quiet?: boolean }) => (
  <form action={`${here}/lecture`} method="post" data-beacon={quiet ? '' : t.youHaveRead}>
    <Hidden name="version" value={String(note.version)} />
    <Button weight={quiet ? 'quiet' : 'main'} picture={quiet ? undefined : 'check'}>
      {quiet ? t.seenWillAnswer : t.iHaveRead}
    </Button>
  </form>
);

const PastAnswers = ({ note, mine }: { note: Shown; mine: Mine }) =>
  mine.past.length < 2 && (mine.done || mine.past.length === 0) ? null : (
    <details>
      <summary class="button is-quiet">
        <span>{t.pastAnswers}</span>
      </summary>
      <ul>
        {mine.past.map((one) => (
          <li key={one.at.toISOString()}>
            <Picture name={one.onPaper ? 'paper' : 'check'} /> {answerText(note.replyKind, one.answer)} · <Time at={one.at} />
            {one.version < note.version && ` · ${t.forVersion({ number: one.version })}`}
          </li>
        ))}
      </ul>
    </details>
  );
