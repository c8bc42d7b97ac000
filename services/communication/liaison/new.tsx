import { hidden, many, newId, routesFor, sql, uuid, z } from '#kernel';
import { plainOf } from '#kernel/rich-text';
import { Buttons, Checkboxes, Form, Hidden, Page, Radios, Submit } from '#kernel/ui';
import { pictureOf, startOf, templateNames } from './kinds.ts';
import { mayWrite, mayWriteTo, myClasses } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** Where a note begins: for whom, and from which usual one. */
export const newNote = page('/liaison/nouveau', {
  may: mayWrite,
  query: z.object({ classe: uuid.nullable().catch(null).default(null) }),
  answer: z.object({
    chosen: z.string().nullable(),
    schools: z.array(
      z.object({ id: z.uuid(), name: z.string(), classes: z.array(z.object({ id: z.uuid(), name: z.string(), pupils: z.number() })) }),
    ),
  }),
  load: async ({ me, query, db }) => {
    const { rows } = await sql<{ id: string; name: string; schoolId: string; school: string; pupils: number }>`
      select class.id, class.name, school.id as "schoolId", school.name as school,
        (select count(*) from kernel.functions_today f where f.place_id = class.id and f.kind = 'pupil') as pupils
      from kernel.places class join kernel.places school on school.id = class.school_id
      where class.kind = 'class' and class.closed_on is null and class.id in ${myClasses(me)}
      order by school.name, class.name`.execute(db);
    const schools = [...Map.groupBy(rows, ({ schoolId }) => schoolId)].map(([id, classes]) => ({
      id,
      name: classes[0]?.school ?? '',
      classes,
    }));
    return { schools, chosen: query.classe };
  },
  view: ({ schools, chosen }) => (
    <Page title={t.newNote} family="communication" narrow trail={[{ label: t.carnet, href: '/liaison' }]}>
      {schools.length === 0 && <p>{t.noClass}</p>}
      {schools.map((school) => (
        <Form key={school.id} id={`nouveau-${school.id}`} action="/liaison/brouillons" label={school.name}>
          {schools.length > 1 && <h2>{school.name}</h2>}
          {school.classes.length === 1 && school.classes[0] ? (
            <>
              <Hidden name="classes" value={school.classes[0].id} />
              <p>{t.forClass({ name: school.classes[0].name, count: school.classes[0].pupils })}</p>
            </>
          ) : (
            <Checkboxes
              name="classes"
              label={t.forWhichClasses}
              required
              inline
              options={school.classes.map(({ id, name, pupils }) => ({ value: id, label: name, hint: t.pupils({ count: pupils }) }))}
              value={chosen ? [chosen] : []}
            />
          )}
          <Radios
            name="template"
            label={t.startFrom}
            required
            value="blank"
            options={templateNames.map((name) => ({
              value: name,
              label: t.templates({ name }),
              picture: name === 'blank' ? 'paper' : pictureOf[startOf(name).category],
            }))}
          />
          <Buttons>
            <Submit>{t.writeThisNote}</Submit>
          </Buttons>
        </Form>
      ))}
    </Page>
  ),
});

/** A draft exists from the first moment: from then on nothing typed can be lost. */
export const createDraft = action('/liaison/brouillons', {
  may: mayWrite,
  does: 'draft.created',
  body: z.object({
    classes: many(uuid).pipe(
      z
        .array(z.uuid())
        .min(1, { error: () => t.chooseClass })
        .max(60),
    ),
    template: z.enum(templateNames).catch('blank').default('blank'),
  }),
  redraw: newNote,
  run: async ({ me, body, db, now }) => {
    const classes = await db
      .selectFrom('kernel.places')
      .select(['id', 'school_id', 'kind', 'closed_on'])
      .where('id', 'in', body.classes)
      .execute();
    const schoolId = classes[0]?.school_id;
    const all =
      classes.length === new Set(body.classes).size &&
      classes.every((one) => one.kind === 'class' && !one.closed_on && mayWriteTo(me, one));
    if (!schoolId || !all || classes.some((one) => one.school_id !== schoolId)) return hidden;
    const { category, title, body: text, replyKind, signers } = startOf(body.template);
    const id = newId();
    await db
      .insertInto('liaison.notes')
      .values({
        id,
        school_id: schoolId,
        author_id: me.personId,
        category,
        title,
        body: JSON.stringify(text),
        plain: plainOf(text),
        deadline: null,
        reply_kind: replyKind,
        signers,
        reminded_at: null,
        sent_at: null,
        arrives_at: null,
        urgent_reason: null,
        withdrawn_at: null,
        updated_at: now,
      })
      .execute();
    await db
      .insertInto('liaison.addressees')
      .values(classes.map((one) => ({ note_id: id, class_id: one.id, pupil_id: null })))
      .execute();
    return { see: `/liaison/brouillons/${id}`, note: { schoolId, details: { note: id } } };
  },
});
