import { day, hidden, type Me, many, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { lastDayOf } from '#kernel/consent';
import { teaches } from '#kernel/perimeter';
import { Checkboxes, DateField, dayText, Form, Page, parisDay, Submit, TextArea, TextField } from '#kernel/ui';
import { copiesPapers } from './policy.ts';
import { medium } from './projects.ts';
import { Standings, standingShape, standingsOf } from './standings.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ classId: uuid });
const mostOpen = 10;

/** Asks the families of a class: whoever teaches it, and whoever directs its school. */
const asksFamilies = (ask: { me: Me; params: { classId: string }; db: Reader<Tables> }): boolean | Promise<boolean> =>
  teaches(ask.me, ask.params.classId) || copiesPapers(ask);

/** What shows the children of a class, who may be shown today, and where one asks for something else. */
export const classProjects = page('/accords/projets/:classId', {
  params,
  may: asksFamilies,
  answer: z.object({ classId: z.string(), name: z.string(), today: z.string(), last: z.string(), projects: z.array(standingShape) }),
  load: async ({ db, params: { classId }, services, now }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', classId).executeTakeFirst();
    if (!place) return hidden;
    const projects = await standingsOf(db, { services, classId, now });
    return { classId, name: place.name, today: parisDay(now), last: lastDayOf(now), projects };
  },
  view: ({ classId, name, today, last, projects }) => (
    <Page title={t.projects({ name })} family="governance" lead={t.projectsLead} trail={[{ label: t.label, href: '/accords' }]}>
      {projects.map((project) => (
        <section key={project.id}>
          <Standings project={project} />
          <p class="hint">{t.lastDay({ day: dayText(project.endsOn) })}</p>
        </section>
      ))}
      <h2>{t.newProject}</h2>
      <Form action={`/accords/projets/${classId}`} id="projet">
        <TextField name="name" label={t.projectName} hint={t.projectNameHint} required maxlength={80} />
        <TextArea name="sentence" label={t.projectSentence} hint={t.projectSentenceHint} required rows={3} maxlength={600} />
        <Checkboxes
          name="media"
          label={t.projectMedia}
          required
          options={medium.options.map((value) => ({ value, label: t.medium({ medium: value }) }))}
        />
        <DateField name="endsOn" label={t.projectEnds} hint={t.projectEndsHint} required min={today} max={last} />
        <Submit>{t.askFamilies}</Submit>
      </Form>
    </Page>
  ),
});

export const askFamilies = action('/accords/projets/:classId', {
  params,
  may: asksFamilies,
  does: 'consent.asked',
  body: z.object({
    name: z.string(t.giveProjectName).trim().min(1, t.giveProjectName).max(80),
    sentence: z.string(t.giveProjectSentence).trim().min(1, t.giveProjectSentence).max(600),
    media: many(medium),
    endsOn: day,
  }),
  redraw: classProjects,
  run: async ({ db, me, params: { classId }, body, now, emit }) => {
    if (body.media.length === 0) return refuse('media', t.chooseMedia, { field: 'media' });
    if (body.endsOn < parisDay(now)) return refuse('past', t.endsPast, { field: 'endsOn' });
    if (body.endsOn > lastDayOf(now)) return refuse('late', t.endsTooLate({ day: dayText(lastDayOf(now)) }), { field: 'endsOn' });
    const place = await db.selectFrom('kernel.places').select('school_id').where('id', '=', classId).forUpdate().executeTakeFirstOrThrow();
    const open = await db
      .selectFrom('privacy.projects')
      .select('name')
      .where('class_id', '=', classId)
      .where('ends_on', '>=', parisDay(now))
      .execute();
    if (open.some(({ name }) => name.toLowerCase() === body.name.toLowerCase()))
      return refuse('same', t.sameProject, { field: 'name', status: 409 });
    if (open.length >= mostOpen) return refuse('many', t.tooManyProjects, { status: 409 });
    const id = newId(now.getTime());
    const { name, sentence, endsOn } = body;
    await db
      .insertInto('privacy.projects')
      .values({
        id,
        class_id: classId,
        name,
        sentence,
        media: [...new Set(body.media)],
        ends_on: endsOn,
        made_by: me.personId,
        made_at: now,
      })
      .execute();
    const { rows } = await sql<{ personId: string; aboutId: string }>`
      select g.guardian_id as "personId", g.pupil_id as "aboutId" from kernel.functions_today f
      join kernel.guardianships g on g.pupil_id = f.person_id and g.holds_authority
      where f.place_id = ${classId} and f.kind = 'pupil'`.execute(db);
    await emit('asked', { to: { told: rows }, schoolId: place.school_id, payload: {} });
    return { see: `/accords/projets/${classId}`, say: t.asked, note: { schoolId: place.school_id, details: { project: id } } };
  },
});
