import { hidden, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Confirm, Definition, Form, momentText, Notice, Page, Submit, TextArea, Time } from '#kernel/ui';
import { documentPdf } from '../document.ts';
import { knownOf } from '../register.tsx';
import type { Tables } from '../tables.ts';
import { type Breach, breachOf, breachShape, isTicking, keepsBreach, readsBreach, stepShape, stepsOf } from './breach.ts';
import { dueAt, hoursLeft } from './clock.ts';
import { FirstHour } from './first-hour.tsx';
import { Deciding, Facts } from './forms.tsx';
import { factsOf, linePart } from './register.tsx';
import { BreachStanding, ExerciseMark, exactText, titleOf } from './standing.tsx';
import { b } from './words.ts';

const { page, download } = routesFor<Tables>();
const params = z.object({ breachId: uuid });

/** One breach: its clock, what to do first, its facts, the decision, and all that was done, dated. Whoever reported it sees where it stands. */
export const breachPage = page('/donnees/fuites/:breachId', {
  params,
  may: readsBreach,
  answer: z.object({
    breach: breachShape,
    keeper: z.boolean(),
    hats: z.array(z.string()),
    dpo: z.string(),
    steps: z.array(stepShape),
    now: z.date(),
  }),
  load: async ({ db, me, params: { breachId }, now }) => {
    const breach = await breachOf(db, breachId);
    if (!breach) return hidden;
    const keeper = await keepsBreach({ db, me, params: { breachId } });
    const { dpo } = await knownOf(db);
    const steps = await stepsOf(db, breachId);
    return {
      ...{ keeper, dpo, now, hats: me.functions.map(({ kind }) => kind) },
      breach: keeper ? breach : asReported(breach, steps.find(({ kind }) => kind === 'reported')?.words ?? ''),
      steps: keeper ? steps : steps.filter(({ kind }) => kind === 'reported'),
    };
  },
  view: ({ breach: one, keeper, hats, dpo, steps, now }) => (
    <Page
      title={titleOf(one)}
      family="governance"
      narrow
      trail={[keeper ? { label: b.register, href: '/donnees/fuites' } : { label: b.report, href: '/donnees/fuites/signaler' }]}
    >
      <ExerciseMark exercise={one.exercise} />
      <p>
        <BreachStanding breach={one} now={now} />
      </p>
      {isTicking(one) && (
        <Notice kind={hoursLeft(one.discoveredAt, now) < 24 ? 'warning' : 'info'} title={b.clock}>
          {hoursLeft(one.discoveredAt, now) < 0 ? b.over : b.until({ moment: momentText(dueAt(one.discoveredAt), now) })}
        </Notice>
      )}
      {!keeper && <p>{b.thanks}</p>}
      {isTicking(one) && <FirstHour hats={hats} dpo={dpo} />}
      {keeper && (
        <>
          <Buttons>
            <ButtonLink href={`/donnees/fuites/${one.id}/textes`} picture="paper">
              {b.openLetters}
            </ButtonLink>
            <ButtonLink href={`/donnees/fuites/${one.id}/pdf`} picture="print">
              {b.line}
            </ButtonLink>
          </Buttons>
          <h2>{b.facts}</h2>
          {one.closedAt ? <Definition entries={factsOf(one).map(([term, children]) => ({ term, children }))} /> : <Facts breach={one} />}
          {!one.closedAt && <Deciding breach={one} now={now} />}
        </>
      )}
      <h2>{b.history}</h2>
      <ol>
        {steps.map(({ at, by, kind, words }) => (
          <li key={`${at.getTime()} ${kind} ${words}`}>
            <strong>{b.step({ kind })}</strong>{' '}
            <span class="meta">
              <Time at={at} /> · {by ?? b.nobody}
            </span>
            <p class="as-typed">{words}</p>
          </li>
        ))}
      </ol>
      {keeper && !one.closedAt && (
        <>
          <Form action={`/donnees/fuites/${one.id}/note`} id="note">
            <TextArea name="words" label={b.noteTitle} hint={b.noteHint} rows={2} required maxlength={1000} />
            <Submit weight="plain">{b.keepNote}</Submit>
          </Form>
          <Confirm action={`/donnees/fuites/${one.id}/cloture`} label={b.close} sentence={b.closeSentence} confirm={b.closeConfirm} />
        </>
      )}
    </Page>
  ),
});

/** What whoever reported it wrote, and where it stands: the inquiry is not theirs to read. */
const asReported = (one: Breach, what: string): Breach => ({
  ...one,
  what,
  ...{ period: null, natures: [], dataKinds: null, peopleKinds: null, peopleCount: null, recordsCount: null, children: false },
  ...{
    consequences: null,
    measures: null,
    told: null,
    risk: null,
    decisionWhy: null,
    notifiedNumber: null,
    lateWhy: null,
    peopleTold: null,
    childrenTold: null,
  },
});

export const breachPdf = download('/donnees/fuites/:breachId/pdf', {
  params,
  may: keepsBreach,
  load: async ({ db, params: { breachId } }) => {
    const one = await breachOf(db, breachId);
    if (!one) return hidden;
    const done = (await stepsOf(db, breachId)).map(({ at, kind, by, words }) => [exactText(at), b.step({ kind }), by ?? b.nobody, words]);
    return documentPdf({
      title: titleOf(one),
      lead: (await knownOf(db)).controller,
      parts: [
        { ...linePart(one), title: b.facts },
        { title: b.history, heads: ['', '', '', ''], widths: [2, 1, 2, 4], rows: done },
      ],
    });
  },
});
