import { Checkbox, Checkboxes, DateField, Form, Notice, parisDay, Radios, Submit, TextArea, TextField } from '#kernel/ui';
import { type Breach, decision, nature, risk } from './breach.ts';
import { dueAt } from './clock.ts';
import { b } from './words.ts';

/** What is known, completed as it becomes known (art. 33 § 3 and 4). */
export const Facts = ({ breach: one }: { breach: Breach }) => (
  <Form action={`/donnees/fuites/${one.id}`} id="faits">
    <p class="hint">{b.factsHint}</p>
    <TextArea name="what" label={b.what} hint={b.whatHint} required value={one.what} maxlength={4000} />
    <TextField name="period" label={b.period} hint={b.periodHint} value={one.period ?? ''} maxlength={200} />
    <Checkboxes
      name="natures"
      label={b.natures}
      value={one.natures}
      options={nature.options.map((value) => ({ value, label: b.nature({ nature: value }) }))}
    />
    <TextArea name="dataKinds" label={b.dataKinds} hint={b.dataKindsHint} rows={2} value={one.dataKinds ?? ''} maxlength={1000} />
    <TextArea name="peopleKinds" label={b.peopleKinds} hint={b.peopleKindsHint} rows={2} value={one.peopleKinds ?? ''} maxlength={1000} />
    <TextField name="peopleCount" label={b.peopleCount} inputmode="numeric" size="s" value={String(one.peopleCount ?? '')} maxlength={9} />
    <TextField
      name="recordsCount"
      label={b.recordsCount}
      inputmode="numeric"
      size="s"
      value={String(one.recordsCount ?? '')}
      maxlength={9}
    />
    <Checkbox name="children" label={b.children} checked={one.children} />
    <TextArea
      name="consequences"
      label={b.consequences}
      hint={b.consequencesHint}
      rows={3}
      value={one.consequences ?? ''}
      maxlength={2000}
    />
    <TextArea name="measures" label={b.measures} rows={3} value={one.measures ?? ''} maxlength={4000} />
    <TextArea name="told" label={b.told} hint={b.toldHint} rows={2} value={one.told ?? ''} maxlength={1000} />
    <Radios
      name="risk"
      label={b.risk}
      value={one.risk ?? ''}
      options={risk.options.map((value) => ({ value, label: b.riskName({ risk: value }), hint: b.riskHint({ risk: value }) }))}
    />
    <Submit>{b.saveFacts}</Submit>
  </Form>
);

/** The decision, then the proof that it was carried out. */
export function Deciding({ breach: one, now }: { breach: Breach; now: Date }) {
  if (!one.decision)
    return (
      <>
        <h2>{b.decide}</h2>
        <Form action={`/donnees/fuites/${one.id}/decision`} id="decision">
          <Radios
            name="decision"
            label={b.decide}
            required
            options={decision.options.map((value) => ({ value, label: b.decision({ decision: value }) }))}
          />
          <TextArea name="why" label={b.decisionWhy} hint={b.decisionWhyHint} rows={3} required maxlength={2000} />
          <Submit>{b.saveDecision}</Submit>
        </Form>
      </>
    );
  if (one.decision === 'keep' || one.notifiedAt) return null;
  return (
    <>
      <h2>{b.notify}</h2>
      {one.exercise ? <Notice kind="warning">{b.notifyExercise}</Notice> : <p>{b.notifyHint}</p>}
      <Form action={`/donnees/fuites/${one.id}/cnil`} id="cnil">
        <DateField name="sentOn" label={b.notifiedOn} required value={parisDay(now)} max={parisDay(now)} />
        <TextField name="sentAt" type="time" label={b.notifiedTime} required size="s" />
        <TextField name="number" label={b.number} maxlength={60} size="m" literal />
        {now > dueAt(one.discoveredAt) && <TextArea name="lateWhy" label={b.lateWhy} hint={b.lateHint} rows={3} maxlength={2000} />}
        <Submit>{b.saveNotify}</Submit>
      </Form>
    </>
  );
}
