import { newId, refuse, routesFor, sql, ticked, z } from '#kernel';
import { writable } from '#kernel/rich-text';
import { Checkbox, DateField, Form, Page, parisDay, Radios, Select, Submit, TextArea, TextField } from '#kernel/ui';
import { linesOf, taskOf } from './choices.ts';
import { mayOpen, staffKinds, targetsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

export const openPage = page('/sondages/nouveau', {
  may: mayOpen,
  answer: z.object({
    targets: z.array(z.object({ value: z.string(), asked: z.enum(['families', 'staff']), name: z.string() })),
    today: z.string(),
  }),
  load: async ({ db, me, now }) => ({ targets: await targetsOf(db, me), today: parisDay(now) }),
  view: ({ targets, today }) => (
    <Page title={t.open} family="communication" narrow trail={[{ label: t.label, href: '/sondages' }]}>
      <Form action="/sondages/nouveau">
        <Radios
          name="kind"
          label={t.what}
          required
          value="question"
          options={[
            { value: 'question', label: t.question, hint: t.questionHint },
            { value: 'volunteers', label: t.volunteers, hint: t.volunteersHint },
          ]}
        />
        <Select
          name="target"
          label={t.whom}
          required
          blank={false}
          value={targets[0]?.value ?? ''}
          options={targets.map(({ value, asked, name }) => ({ value, label: t.targetName({ asked, name }) }))}
        />
        <TextField name="question" label={t.yourQuestion} required maxlength={160} />
        <TextArea name="choices" label={t.choices} hint={t.choicesHint} required rows={6} maxlength={1200} />
        <DateField name="closesOn" label={t.closesOn} required min={today} />
        <Checkbox name="several" label={t.several} hint={t.forQuestion} />
        <Radios
          name="named"
          label={t.whoSees}
          hint={t.forQuestion}
          required
          value="yes"
          options={[
            { value: 'yes', label: t.named, hint: t.namedHint },
            { value: 'no', label: t.anonymous, hint: t.anonymousHint },
          ]}
        />
        <Radios
          name="shown"
          label={t.whenShown}
          hint={t.forQuestion}
          required
          value="answered"
          options={[
            { value: 'answered', label: t.shownAnswered },
            { value: 'closed', label: t.shownClosed },
          ]}
        />
        <Submit>{t.ask}</Submit>
      </Form>
    </Page>
  ),
});

/** Asks, and tells those who are asked: each guardian once, however many children are there. */
export const open = action('/sondages/nouveau', {
  may: mayOpen,
  does: 'poll.opened',
  body: z.object({
    kind: z.enum(['question', 'volunteers'], t.chooseKind),
    target: z.string(t.chooseWhom),
    question: z
      .string(t.giveQuestion)
      .transform((typed) => writable(typed).trim())
      .pipe(z.string().min(1, t.giveQuestion).max(160)),
    choices: z.string(t.giveChoices).transform((typed) => linesOf(writable(typed))),
    closesOn: z.iso.date(t.giveEnd),
    several: ticked,
    named: z.enum(['yes', 'no']).default('yes'),
    shown: z.enum(['answered', 'closed']).default('answered'),
  }),
  redraw: openPage,
  run: async ({ db, me, body, emit, now }) => {
    const target = (await targetsOf(db, me)).find(({ value }) => value === body.target);
    if (!target) return refuse('not yours', t.chooseWhom, { field: 'target' });
    const volunteers = body.kind === 'volunteers';
    if (body.choices.length < (volunteers ? 1 : 2) || body.choices.length > 12)
      return refuse('choices', volunteers ? t.giveTasks : t.giveChoices, { field: 'choices' });
    if (body.choices.some((line) => line.length > 80)) return refuse('long', t.choiceLong, { field: 'choices' });
    const choices = volunteers ? body.choices.map(taskOf) : body.choices.map((label) => ({ label, places: null }));
    if (choices.some(({ places }) => places !== null && (places < 1 || places > 50)))
      return refuse('places', t.placesWrong, { field: 'choices' });
    if (body.closesOn < parisDay(now)) return refuse('past', t.endPast, { field: 'closesOn' });
    if (body.closesOn > parisDay(new Date(now.getTime() + 400 * 86_400_000))) return refuse('far', t.endFar, { field: 'closesOn' });
    const id = newId();
    await db
      .insertInto('polls.polls')
      .values({
        id,
        school_id: target.schoolId,
        place_id: target.placeId,
        asked: target.asked,
        author_id: me.personId,
        kind: body.kind,
        question: body.question,
        several: volunteers || body.several,
        named: volunteers || body.named === 'yes',
        // A count that grows while one watches says who has just answered: what nobody signs is shown at the end.
        shown: volunteers || body.named === 'yes' ? body.shown : 'closed',
        closes_on: body.closesOn,
        closed_at: null,
        opened_at: now,
      })
      .execute();
    await db
      .insertInto('polls.choices')
      .values(choices.map((choice, rank) => ({ id: newId(), poll_id: id, rank, ...choice })))
      .execute();
    const { rows } = await sql<{ id: string }>`
      select distinct coalesce(g.guardian_id, f.person_id) as id from kernel.functions_today f
      left join kernel.guardianships g on g.pupil_id = f.person_id and f.kind = 'pupil'
      where ${target.placeId}::uuid in (f.place_id, f.school_id) and case ${target.asked}::text when 'families' then g.guardian_id is not null
        else f.kind = any (${[...staffKinds]}::text[]) end`.execute(db);
    const people = rows.map((row) => row.id).filter((personId) => personId !== me.personId);
    await emit('opened', { to: { people }, schoolId: target.schoolId, payload: { pollId: id, place: target.name } });
    const say = t.opened({ count: people.length });
    return { see: `/sondages/${id}`, say, note: { schoolId: target.schoolId, details: { pollId: id } } };
  },
});
