import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { keepFile, readyAll } from '#kernel/files';
import { DateField, FileField, Form, Notice, Page, Radios, Submit, TextArea, TextField } from '#kernel/ui';
import { checked, needsDocument, StepBody } from './check.ts';
import { todayIn } from './dates.ts';
import { stepOf, wholeOf } from './facts.ts';
import { eurosText } from './money.ts';
import { mayManage } from './policy.ts';
import { after, slugNames, slugs } from './states.ts';
import { type StepKind, stepKinds, type Tables } from './tables.ts';
import { hold, missingIn, send, take } from './take.ts';
import { tellStep } from './tell.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneStep = z.object({ conventionId: uuid, step: z.enum(slugNames) });
const attachable = 'application/pdf,image/*';

/** The form of one step: its day, its document, and what this one has to say. */
export const stepPage = page('/conventions/:conventionId/etapes/:step', {
  params: OneStep,
  may: mayManage,
  answer: z.object({
    id: z.string(),
    name: z.string(),
    year: z.string(),
    step: z.enum(slugNames),
    kind: z.enum(stepKinds),
    today: z.string(),
    missing: z.string().nullable(),
    claimed: z.string(),
    asksParty: z.boolean(),
  }),
  load: async ({ db, now, params: { conventionId, step } }) => {
    const whole = await wholeOf(db, conventionId);
    if (!whole) return hidden;
    const { convention } = whole;
    const kind: StepKind = slugs[step];
    if (!after(kind, convention)) return refuse('not-now', t.notNow, { status: 409 });
    return {
      ...{ id: conventionId, name: convention.name, year: convention.school_year, step, kind, today: todayIn(now) },
      missing: kind === 'sent' ? (missingIn(convention, whole.lines.length) ?? null) : null,
      claimed: eurosText(convention.claimed_cents ?? whole.totalCents),
      asksParty: kind === 'noticed' || (kind === 'warned' && !stepOf(whole.steps, 'noticed')?.details.party),
    };
  },
  view: ({ id, name, year, step, kind, today, missing, claimed, asksParty }) => (
    <Page
      title={t.stepTitle({ kind })}
      lead={t.stepLead({ kind })}
      family="governance"
      narrow
      trail={[
        { label: t.label, href: '/conventions' },
        { label: t.titleOf({ name, year }), href: `/conventions/${id}` },
      ]}
    >
      {missing ? (
        <Notice kind="warning">
          <p>{missing}</p>
        </Notice>
      ) : (
        <Form action={`/conventions/${id}/etapes/${step}`} files={kind !== 'sent'}>
          <DateField name="day" label={t.stepDay({ kind })} required value={today} max={today} />
          {kind === 'deliberated' && <Deliberation />}
          {asksParty && (
            <Radios
              name="party"
              label={t.party}
              required
              inline
              options={[
                { value: 'authority', label: t.partyText({ party: 'authority' }) },
                { value: 'collectivity', label: t.partyText({ party: 'collectivity' }) },
              ]}
            />
          )}
          {(kind === 'noticed' || kind === 'warned') && <TextField name="number" label={t.letterNumber} literal size="m" maxlength={60} />}
          {(kind === 'issued' || kind === 'reduced' || kind === 'cancelled') && (
            <TextField name="number" label={t.claimNumber} required={kind === 'issued'} literal size="m" maxlength={60} />
          )}
          {kind === 'reduced' && (
            <TextField
              name="amount"
              label={t.newAmount}
              hint={t.newAmountHint({ claimed })}
              required
              inputmode="text"
              size="s"
              maxlength={20}
            />
          )}
          {kind !== 'sent' && (
            <>
              <FileField
                name="files"
                label={t.document}
                hint={t.documentHint({ kind })}
                required={needsDocument(kind)}
                accept={attachable}
              />
              <TextArea name="note" label={t.note} rows={3} maxlength={500} />
            </>
          )}
          <Submit>{t.stepVerb({ kind })}</Submit>
        </Form>
      )}
    </Page>
  ),
});

const Deliberation = () => (
  <>
    <TextField name="number" label={t.deliberationNumber} hint={t.deliberationHint} required literal size="m" maxlength={60} />
    <TextField name="vote" label={t.vote} hint={t.voteHint} required size="m" maxlength={120} />
    <DateField name="transmittedOn" label={t.transmittedOn} />
    <DateField name="publishedOn" label={t.publishedOn} />
    <TextField name="actesId" label={t.actesId} hint={t.actesHint} literal maxlength={60} />
  </>
);

export const takeStep = action('/conventions/:conventionId/etapes/:step', {
  params: OneStep,
  may: mayManage,
  does: 'convention.step-taken',
  body: StepBody,
  redraw: stepPage,
  uploads: { field: 'files', most: 1 },
  prepare: ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, now, drawer, params: { conventionId, step }, body, prepared: [file], emit }) => {
    const convention = await hold(db, conventionId);
    const whole = await wholeOf(db, conventionId);
    if (!convention || !whole) return hidden;
    const kind: StepKind = slugs[step];
    if (!after(kind, convention)) return refuse('not-now', t.notNow, { status: 409 });
    const right = checked(kind, body, whole, todayIn(now));
    if ('refused' in right) return right;
    if (kind === 'sent') {
      const stopped = await send(db, drawer, { convention, day: right.day, by: me.personId, now });
      if (stopped) return refuse('missing', stopped.missing);
    } else {
      if (!file && needsDocument(kind)) return refuse('document', t.giveDocument, { field: 'files' });
      const fileId = file ? await keepFile(db, drawer, file, { schoolId: null, by: me.personId }) : null;
      await take(db, convention, { kind, ...right, fileId, by: me.personId, now });
    }
    await tellStep(db, emit, conventionId, kind);
    return { see: `/conventions/${conventionId}`, say: t.stepTaken({ kind }), note: { details: { conventionId, step: kind } } };
  },
});
