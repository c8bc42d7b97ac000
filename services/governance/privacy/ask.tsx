import { hidden, newId, refuse, routesFor, uuid, z } from '#kernel';
import { heldBy } from '#kernel/consent';
import { attachable, readyAll } from '#kernel/files';
import { Card, CardList, dayText, FileField, Form, Page, parisDay, Radios, Status, Submit, TextArea, Time } from '#kernel/ui';
import { dueAfter, usualMonths } from './clock.ts';
import { isOrAnswersFor, mayAskFiles } from './policy.ts';
import { keepProofs, mostProofs } from './proofs.tsx';
import { addStep, claim, ownRequests, placeFor, requestShape, requestsWhere } from './requests.ts';
import { claims, q } from './requests-texts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const mostOpen = 10;

/** What I asked, for me and for my children, and what was answered; and where one asks. */
export const mine = page('/donnees/demandes', {
  may: mayAskFiles,
  answer: z.object({
    me: z.string(),
    children: z.array(z.object({ id: z.string(), firstName: z.string() })),
    requests: z.array(requestShape),
  }),
  load: async ({ db, me }) => ({
    me: me.personId,
    children: await heldBy(db, me.personId),
    requests: await requestsWhere(db, ownRequests(me)),
  }),
  view: ({ me, children, requests }) => (
    <Page title={q.mine} family="governance" narrow lead={q.mineLead} trail={[{ label: t.home, href: '/donnees' }]}>
      {requests.length > 0 && (
        <CardList label={q.mine}>
          {requests.map((one) => (
            <Card key={one.id} href={`/donnees/demandes/${one.id}`} title={q.requestOf(one)}>
              <p>
                {one.outcome ? (
                  <Status kind={one.outcome === 'refused' ? 'refused' : 'done'}>{q.outcome({ outcome: one.outcome })}</Status>
                ) : (
                  <Status kind="waiting">{q.waiting}</Status>
                )}
              </p>
              {!one.outcome && (
                <p class="meta">
                  {q.dueOn} <Time at={one.dueOn} form="day" />
                </p>
              )}
            </Card>
          ))}
        </CardList>
      )}
      <h2>{q.ask}</h2>
      <Form action="/donnees/demandes" id="demande" files>
        {children.length > 0 ? (
          <Radios
            name="personId"
            label={q.forWhom}
            required
            value={me}
            options={[{ value: me, label: q.myself }, ...children.map(({ id, firstName }) => ({ value: id, label: firstName }))]}
          />
        ) : (
          <input type="hidden" name="personId" value={me} />
        )}
        <Radios
          name="claim"
          label={q.which}
          required
          options={claims.map((value) => ({ value, label: q.claim({ claim: value }), hint: q.claimHint({ claim: value }) }))}
        />
        <TextArea name="said" label={q.said} hint={q.saidHint} required maxlength={2000} />
        <FileField name="files" label={q.addProof} hint={q.proofHint} accept={attachable} multiple />
        <Submit>{q.send}</Submit>
      </Form>
    </Page>
  ),
});

export const ask = action('/donnees/demandes', {
  may: mayAskFiles,
  does: 'request.made',
  body: z.object({
    personId: uuid,
    claim: z.enum(claim.options, q.choose),
    said: z.string(q.giveSaid).trim().min(1, q.giveSaid).max(2000),
  }),
  uploads: { field: 'files', most: mostProofs },
  redraw: mine,
  prepare: async ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, body: { personId, claim: what, said }, now, emit, prepared: files, drawer }) => {
    if (!(await isOrAnswersFor(db, me, personId))) return hidden;
    const open = await requestsWhere(db, ownRequests(me));
    if (open.filter((one) => !one.outcome).length >= mostOpen) return refuse('many', q.tooMany, { status: 429 });
    const id = newId(now.getTime());
    const receivedOn = parisDay(now);
    const dueOn = dueAfter(receivedOn, usualMonths);
    const placeId = await placeFor(db, personId);
    const row = { id, person_id: personId, asked_by: me.personId, place_id: placeId, claim: what, said };
    await db
      .insertInto('privacy.requests')
      .values({ ...row, received_on: receivedOn, due_on: dueOn })
      .execute();
    await addStep(db, { requestId: id, kind: 'received', words: said, by: me.personId, now });
    await keepProofs(db, { requestId: id, files, me, drawer, now });
    if (placeId) await emit('received', { to: { in: [placeId], kinds: ['director'] }, payload: { requestId: id } });
    return { see: `/donnees/demandes/${id}`, say: q.sent({ day: dayText(dueOn) }), note: { details: { request: id, claim: what } } };
  },
});
