import { hidden, type Me, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { Card, Definition, dayText, Form, InlineForm, Notice, Page, parisDay, Radios, Status, Submit, TextArea, Time } from '#kernel/ui';
import { dueAfter, extendedMonths, usualMonths } from './clock.ts';
import { d } from './deaths/words.ts';
import { Proofs, proofShape, proofsOf } from './proofs.tsx';
import { addStep, handled, outcome, ownRequests, requestShape, requestsWhere } from './requests.ts';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ requestId: uuid });
type Ask = { db: Reader<Tables>; me: Me; params: { requestId: string } };

const oneOf = async ({ db, me, params: { requestId } }: Ask, who: 'handler' | 'asker') =>
  (await requestsWhere(db, sql<boolean>`r.id = ${requestId} and ${who === 'handler' ? handled(me) : ownRequests(me)}`, 1))[0];
export const handles = async (asked: Ask): Promise<boolean> => (await oneOf(asked, 'handler')) !== undefined;
export const reads = async (asked: Ask): Promise<boolean> => (await oneOf(asked, 'asker')) !== undefined || (await handles(asked));

const Step = z.object({
  at: z.date(),
  by: z.string().nullable(),
  kind: z.enum(['received', 'note', 'extended', 'answered', 'lifted']),
  words: z.string(),
});

/** One request: what was asked, what was done, what was answered; and the forms of whoever answers. */
export const requestPage = page('/donnees/demandes/:requestId', {
  params,
  may: reads,
  answer: requestShape.extend({
    handler: z.boolean(),
    answer: z.string().nullable(),
    extendedWhy: z.string().nullable(),
    fromOnde: z.boolean(),
    frozenSince: z.date().nullable(),
    proofs: z.array(proofShape),
    proofCount: z.number(),
    steps: z.array(Step),
    today: z.string(),
  }),
  load: async ({ db, me, params: { requestId }, now }) => {
    const asked = { db, me, params: { requestId } };
    const handler = await oneOf(asked, 'handler');
    const request = handler ?? (await oneOf(asked, 'asker'));
    if (!request) return hidden;
    const row = await db
      .selectFrom('privacy.requests')
      .select(['answer', 'extended_why'])
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow();
    const person = await db
      .selectFrom('kernel.people')
      .select(['source', 'limited_since'])
      .where('id', '=', request.personId)
      .executeTakeFirstOrThrow();
    const { rows: steps } = await sql<z.infer<typeof Step>>`
      select s.at, p.first_name || ' ' || p.last_name as by, s.kind, s.words from privacy.steps s left join kernel.people p on p.id = s.by_id
      where s.request_id = ${requestId} order by s.at, s.id`.execute(db);
    const proofs = await proofsOf(db, requestId);
    return {
      ...request,
      proofs: handler ? proofs : [],
      proofCount: proofs.length,
      handler: handler !== undefined,
      answer: row.answer,
      extendedWhy: row.extended_why,
      fromOnde: person.source !== 'manual',
      frozenSince: person.limited_since,
      steps,
      today: parisDay(now),
    };
  },
  view: (one) => (
    <Page
      title={q.requestOf(one)}
      family="governance"
      narrow
      trail={[one.handler ? { label: q.desk, href: '/donnees/bureau' } : { label: q.mine, href: '/donnees/demandes' }]}
    >
      <p>
        {one.outcome ? (
          <Status kind={one.outcome === 'refused' ? 'refused' : 'done'}>{q.outcome({ outcome: one.outcome })}</Status>
        ) : (
          <Status kind={one.dueOn < one.today ? 'late' : 'waiting'}>{one.dueOn < one.today ? q.late : q.waiting}</Status>
        )}
      </p>
      <Definition
        entries={[
          { term: q.about, children: one.name },
          { term: q.by, children: one.by ?? q.nobody },
          { term: q.receivedOn, children: <Time at={one.receivedOn} form="day" /> },
          { term: q.dueOn, children: <Time at={one.dueOn} form="day" /> },
          ...(one.claim === 'rectification' ? [{ term: q.whereFrom, children: one.fromOnde ? q.fromOnde : q.byHand }] : []),
        ]}
      />
      {one.answer && (
        <Card title={q.answer}>
          <p class="as-typed">{one.answer}</p>
          {!one.handler && one.outcome !== 'granted' && <p class="hint">{q.cnil}</p>}
        </Card>
      )}
      {one.handler && one.claim === 'directives' && (
        <p>
          <a href="/donnees/deces">{d.title}</a>
        </p>
      )}
      {one.frozenSince && <Notice kind="warning">{q.frozenSince({ day: dayText(one.frozenSince) })}</Notice>}
      {one.handler && one.frozenSince && (
        <InlineForm action={`/donnees/demandes/${one.id}/reouverture`} weight="main">
          {q.lift}
        </InlineForm>
      )}
      {one.handler && !one.outcome && <Handling id={one.id} claim={one.claim} extended={one.extendedWhy !== null} />}
      <Proofs requestId={one.id} handler={one.handler} open={!one.outcome} count={one.proofCount} proofs={one.proofs} />
      <h2>{q.history}</h2>
      <ol>
        {one.steps.map(({ at, by, kind, words }) => (
          <li key={`${at.getTime()} ${kind}`}>
            <strong>{q.step({ kind })}</strong>{' '}
            <span class="meta">
              <Time at={at} /> · {by ?? q.machine}
            </span>
            <p class="as-typed">{words}</p>
          </li>
        ))}
      </ol>
      {one.handler && (
        <Form action={`/donnees/demandes/${one.id}/note`} id="note">
          <TextArea name="words" label={q.noteTitle} hint={q.noteHint} rows={2} required maxlength={1000} />
          <Submit weight="plain">{q.keepNote}</Submit>
        </Form>
      )}
    </Page>
  ),
});

function Handling({ id, claim, extended }: { id: string; claim: string; extended: boolean }) {
  return (
    <>
      <h2>{q.answerTitle}</h2>
      {claim === 'limitation' && <Notice>{q.freeze}</Notice>}
      <Form action={`/donnees/demandes/${id}/reponse`} id="reponse">
        <Radios
          name="outcome"
          label={q.decision}
          required
          options={outcome.options.map((value) => ({ value, label: q.outcome({ outcome: value }) }))}
        />
        <TextArea name="answer" label={q.motive} hint={q.motiveHint} required maxlength={4000} />
        <Submit>{q.sendAnswer}</Submit>
      </Form>
      {!extended && (
        <details>
          <summary class="button is-quiet">
            <span>{q.extend}</span>
          </summary>
          <Form action={`/donnees/demandes/${id}/prolongation`} id="prolongation">
            <TextArea name="why" label={q.extendWhy} hint={q.extendHint} rows={2} required maxlength={1000} />
            <Submit weight="plain">{q.extend}</Submit>
          </Form>
        </details>
      )}
    </>
  );
}

export const keepNote = action('/donnees/demandes/:requestId/note', {
  params,
  may: handles,
  does: 'request.noted',
  body: z.object({ words: z.string(q.giveNote).trim().min(1, q.giveNote).max(1000) }),
  redraw: requestPage,
  run: async ({ db, me, params: { requestId }, body: { words }, now }) => {
    await addStep(db, { requestId, kind: 'note', words, by: me.personId, now });
    return { see: `/donnees/demandes/${requestId}`, say: q.noted, note: { details: { request: requestId } } };
  },
});

/** Two more months, once, told to the person within the first one (art. 12 § 3). */
export const extend = action('/donnees/demandes/:requestId/prolongation', {
  params,
  may: handles,
  does: 'request.extended',
  body: z.object({ why: z.string(q.giveWhy).trim().min(1, q.giveWhy).max(1000) }),
  redraw: requestPage,
  run: async ({ db, me, params: { requestId }, body: { why }, now, emit }) => {
    const row = await db.selectFrom('privacy.requests').selectAll().where('id', '=', requestId).forUpdate().executeTakeFirstOrThrow();
    if (row.outcome || row.extended_why) return refuse('already', q.already, { status: 409 });
    if (parisDay(now) > dueAfter(row.received_on, usualMonths)) return refuse('late', q.tooLate, { status: 409 });
    const dueOn = dueAfter(row.received_on, extendedMonths);
    await db
      .updateTable('privacy.requests')
      .set({ due_on: dueOn, extended_why: why, reminded_on: null })
      .where('id', '=', requestId)
      .execute();
    await addStep(db, { requestId, kind: 'extended', words: why, by: me.personId, now });
    if (row.asked_by) await emit('answered', { to: { people: [row.asked_by] }, payload: { requestId } });
    return {
      see: `/donnees/demandes/${requestId}`,
      say: q.extended({ day: dayText(dueOn) }),
      note: { details: { request: requestId, dueOn } },
    };
  },
});

/** The decision. A limitation that is granted freezes the account in the same gesture. */
export const answerRequest = action('/donnees/demandes/:requestId/reponse', {
  params,
  may: handles,
  does: 'request.answered',
  body: z.object({
    outcome: z.enum(outcome.options, q.chooseDecision),
    answer: z.string(q.giveAnswer).trim().min(1, q.giveAnswer).max(4000),
  }),
  redraw: requestPage,
  run: async ({ db, me, params: { requestId }, body, now, emit }) => {
    const row = await db.selectFrom('privacy.requests').selectAll().where('id', '=', requestId).forUpdate().executeTakeFirstOrThrow();
    if (row.outcome) return refuse('already', q.already, { status: 409 });
    await db
      .updateTable('privacy.requests')
      .set({ outcome: body.outcome, answer: body.answer, answered_by: me.personId, answered_at: now })
      .where('id', '=', requestId)
      .execute();
    if (row.claim === 'limitation' && body.outcome !== 'refused')
      await db
        .updateTable('kernel.people')
        .set({ limited_since: now })
        .where('id', '=', row.person_id)
        .where('limited_since', 'is', null)
        .execute();
    const words = q.outcome({ outcome: body.outcome });
    await addStep(db, { requestId, kind: 'answered', words, by: me.personId, now });
    if (row.asked_by) await emit('answered', { to: { people: [row.asked_by] }, payload: { requestId } });
    return { see: `/donnees/demandes/${requestId}`, say: q.answered, note: { details: { request: requestId, outcome: body.outcome } } };
  },
});

export const lift = action('/donnees/demandes/:requestId/reouverture', {
  params,
  may: handles,
  does: 'limitation.lifted',
  body: z.object({}),
  run: async ({ db, me, params: { requestId }, now }) => {
    const row = await db.selectFrom('privacy.requests').select('person_id').where('id', '=', requestId).executeTakeFirstOrThrow();
    const { numUpdatedRows } = await db
      .updateTable('kernel.people')
      .set({ limited_since: null })
      .where('id', '=', row.person_id)
      .where('limited_since', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await addStep(db, { requestId, kind: 'lifted', words: q.lifted, by: me.personId, now });
    return { see: `/donnees/demandes/${requestId}`, say: q.lifted, note: { details: { request: requestId, of: row.person_id } } };
  },
});
