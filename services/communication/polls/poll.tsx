import { hidden, routesFor, uuid, z } from '#kernel';
import { Button, Checkboxes, Confirm, Definition, dayText, Form, InlineForm, Notice, Page, Radios, Status, Submit } from '#kernel/ui';
import { answers, organises, reads } from './policy.ts';
import { choicesOf, pollById } from './polls.ts';
import { choiceShape, fewest, Organiser, Results } from './results.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Shape = z.object({
  id: z.string(),
  place: z.string(),
  asked: z.enum(['families', 'staff']),
  author: z.string().nullable(),
  kind: z.enum(['question', 'volunteers']),
  question: z.string(),
  several: z.boolean(),
  named: z.boolean(),
  shown: z.enum(['answered', 'closed']),
  closesOn: z.string(),
  closed: z.boolean(),
  voters: z.number(),
  answered: z.boolean(),
  mayAnswer: z.boolean(),
  organises: z.boolean(),
  choices: z.array(choiceShape),
});
type Shape = z.infer<typeof Shape>;

/** A question and its answers, as far as each person sees them. */
export const poll = page('/sondages/:pollId', {
  params: z.object({ pollId: uuid }),
  may: reads,
  answer: Shape,
  load: async ({ db, me, params, now }) => {
    const found = await pollById(db, me, params.pollId, now);
    if (!found) return hidden;
    const mine = await organises({ me, params, db });
    const choices = await choicesOf(db, me, params.pollId);
    // A count of one or two says who: what nobody signs is shown from five answers on, and at the end, organisers included.
    const early = found.named && (mine || (found.shown === 'answered' && found.answered));
    const counted = found.kind === 'volunteers' || early || (found.closed && (found.named || found.voters >= fewest));
    return {
      ...found,
      mayAnswer: await answers({ me, params, db }),
      organises: mine,
      choices: choices.map((choice) => ({ ...choice, count: counted ? choice.count : null, names: mine ? choice.names : [] })),
    };
  },
  view: (shown) => (
    <Page
      title={shown.question}
      family="communication"
      narrow
      lead={t.targetName({ asked: shown.asked, name: shown.place })}
      trail={[{ label: t.label, href: '/sondages' }]}
    >
      <Definition
        entries={[
          ...(shown.author ? [{ term: t.from, children: shown.author }] : []),
          { term: shown.closed ? t.closed : t.closesOn, children: dayText(shown.closesOn) },
        ]}
      />
      {shown.kind === 'volunteers' ? <Tasks {...shown} /> : <Question {...shown} />}
      {shown.organises && <Organiser {...shown} />}
    </Page>
  ),
});

function Question(shown: Shape) {
  const { id, choices, several, named, closed, answered, mayAnswer } = shown;
  const final = answered && !named;
  const options = choices.map(({ id: value, label }) => ({ value, label }));
  const mine = choices.filter((choice) => choice.mine).map((choice) => choice.id);
  return (
    <>
      {mayAnswer && !closed && !final && (
        <Form action={`/sondages/${id}/reponse`} label={t.yourAnswer}>
          {several ? (
            <Checkboxes name="choices" label={t.yourAnswer} hint={t.severalHint} required options={options} value={mine} />
          ) : (
            <Radios name="choices" label={t.yourAnswer} required options={options} value={mine[0] ?? ''} />
          )}
          <p class="hint">{named ? t.namedHint : t.anonymousFinal}</p>
          <Submit>{answered ? t.changeAnswer : t.answer}</Submit>
        </Form>
      )}
      {mayAnswer && answered && <Notice kind="success">{final ? t.thanksAnonymous : t.thanks}</Notice>}
      {closed && !answered && mayAnswer && <Notice>{t.isClosed}</Notice>}
      <Results {...shown} />
    </>
  );
}

const Tasks = ({ id, choices, closed, mayAnswer, answered }: Shape) => {
  const left = (choice: Shape['choices'][number]): number => (choice.places ?? 0) - (choice.count ?? 0);
  return (
    <>
      <Form action={`/sondages/${id}/inscriptions`} label={t.volunteers}>
        <ul class="plain">
          {choices.map((choice) => (
            <li key={choice.id}>
              <strong>{choice.label}</strong> ·{' '}
              {left(choice) > 0 ? t.placesLeft({ left: left(choice), places: choice.places ?? 0 }) : t.complete}{' '}
              {choice.mine ? (
                <Status kind="done">{t.youAreIn}</Status>
              ) : (
                left(choice) > 0 &&
                mayAnswer &&
                !closed && (
                  <Button name="choiceId" value={choice.id} label={t.signUpFor({ task: choice.label })}>
                    {t.signUp}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      </Form>
      {closed && <Notice>{t.isClosed}</Notice>}
      {!closed &&
        choices
          .filter(({ mine }) => mine)
          .map((choice) => (
            <Confirm
              key={choice.id}
              action={`/sondages/${id}/desistements`}
              fields={{ choiceId: choice.id }}
              label={t.stepBack({ task: choice.label })}
              sentence={t.stepBackSentence}
              confirm={t.stepBackConfirm}
            />
          ))}
      {mayAnswer && !closed && !answered && (
        <InlineForm action={`/sondages/${id}/reponse`} weight="quiet">
          {t.notThisTime}
        </InlineForm>
      )}
    </>
  );
};
