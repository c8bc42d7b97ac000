import { day, hidden, many, optionalDay, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { answerConsent, answersOf } from '#kernel/consent';
import { schoolYearOf } from '#kernel/people';
import { Checkboxes, DateField, EmptyState, Form, Page, parisDay, Select, Submit } from '#kernel/ui';
import { copiesPapers } from './policy.ts';
import { medium, projectsOf } from './projects.ts';
import { Standings, standingShape, standingsOf } from './standings.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ classId: uuid });

const Holder = z.object({ pupilId: z.string(), guardianId: z.string(), child: z.string(), guardian: z.string() });

/** The holders of authority over the children of a class. */
async function holdersIn(db: Reader, classId: string): Promise<z.infer<typeof Holder>[]> {
  const { rows } = await sql<z.infer<typeof Holder>>`
    select child.id as "pupilId", holder.id as "guardianId", child.first_name || ' ' || child.last_name as child,
      holder.first_name || ' ' || holder.last_name as guardian
    from kernel.functions_today f
    join kernel.people child on child.id = f.person_id
    join kernel.guardianships g on g.pupil_id = child.id and g.holds_authority
    join kernel.people holder on holder.id = g.guardian_id and holder.trashed_at is null
    where f.place_id = ${classId} and f.kind = 'pupil' order by child.last_name, child.first_name, child.id, holder.id`.execute(db);
  return rows;
}

/** Who may be shown in this class; and where the director copies what came back on paper. */
export const classPage = page('/accords/classes/:classId', {
  params,
  may: copiesPapers,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    today: z.string(),
    projects: z.array(standingShape),
    holders: z.array(Holder),
  }),
  load: async ({ db, params: { classId }, services, now }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', classId).executeTakeFirst();
    if (!place) return hidden;
    const projects = await standingsOf(db, { services, classId, now });
    return { classId, name: place.name, today: parisDay(now), projects, holders: await holdersIn(db, classId) };
  },
  view: ({ classId, name, today, projects, holders }) => (
    <Page title={t.classOf({ name })} family="governance" lead={t.classLead} trail={[{ label: t.label, href: '/accords' }]}>
      <p>
        <a href={`/accords/projets/${classId}`}>{t.seeProjects}</a>
      </p>
      {holders.length === 0 && <EmptyState sentence={t.nobody} link={{ label: t.backToList, href: '/accords' }} />}
      {holders.length > 0 &&
        projects.map((project) => (
          <section key={project.id}>
            <Standings project={project} />
            <h2>{t.paper}</h2>
            <Form action={`/accords/classes/${classId}`}>
              <input type="hidden" name="project" value={project.id} />
              <Select
                name="who"
                label={t.who}
                hint={t.paperHint}
                required
                options={holders.map((one) => ({ value: `${one.pupilId} ${one.guardianId}`, label: t.signerFor(one) }))}
              />
              <Checkboxes
                name="media"
                label={t.agreesTo}
                hint={t.nothingIsNo}
                options={project.media.map((value) => ({ value, label: t.medium({ medium: value }) }))}
              />
              <DateField name="signedOn" label={t.signedOn} required max={today} value={today} />
              <DateField name="endsOn" label={t.endsOn} hint={t.endsHint} />
              <Submit>{t.copy}</Submit>
            </Form>
          </section>
        ))}
    </Page>
  ),
});

/** Papers are handed out when one signs up for the year that comes: not before May. */
const papersSince = (now: Date): string => `${schoolYearOf(now).startsOn.slice(0, 4)}-05-01`;

/** Whoever answered online that very day is not contradicted by a paper, and is told whenever one is copied for them. */
export const enterPaper = action('/accords/classes/:classId', {
  params,
  may: copiesPapers,
  does: 'consent.copied',
  body: z.object({
    project: z.string(),
    who: z.string(t.chooseSomebody).min(1, t.chooseSomebody),
    media: many(medium),
    signedOn: day,
    endsOn: optionalDay,
  }),
  redraw: classPage,
  run: async ({ db, me, params: { classId }, body, services, now, emit }) => {
    const project = (await projectsOf(db, { services, classIds: [classId], now })).find(({ id }) => id === body.project);
    const holder = (await holdersIn(db, classId)).find(({ pupilId, guardianId }) => `${pupilId} ${guardianId}` === body.who);
    if (!project) return hidden;
    if (!holder) return refuse('who', t.chooseSomebody, { field: 'who' });
    if (body.signedOn > parisDay(now)) return refuse('future', t.notYet, { field: 'signedOn' });
    if (body.signedOn < papersSince(now)) return refuse('old', t.otherYear, { field: 'signedOn' });
    if (body.endsOn !== null && body.endsOn < parisDay(now)) return refuse('over', t.endsBefore, { field: 'endsOn' });
    if (body.endsOn !== null && body.endsOn < body.signedOn) return refuse('ends', t.endsEarly, { field: 'endsOn' });
    const last = project.endsOn;
    const { pupilId, guardianId } = holder;
    const [online] = (await answersOf(db, { pupilIds: [pupilId], guardianId })).filter(
      (answer) => answer.project === project.id && !answer.onPaper && parisDay(answer.answeredAt) === body.signedOn,
    );
    if (online) return refuse('online', t.answeredOnline({ name: holder.guardian }), { field: 'who', status: 409 });
    await answerConsent(db, {
      ...{
        pupilId,
        guardianId,
        project: project.id,
        media: project.media,
        yes: body.media.filter((one) => project.media.includes(one)),
        paperBy: me.personId,
      },
      endsOn: body.endsOn !== null && body.endsOn < last ? body.endsOn : last,
      at: body.signedOn === parisDay(now) ? now : new Date(`${body.signedOn}T12:00:00Z`),
    });
    await emit('copied', { to: { told: [{ personId: guardianId, aboutId: pupilId }] }, payload: { pupilId } });
    return {
      see: `/accords/classes/${classId}`,
      say: t.copied({ name: holder.guardian }),
      note: { details: { pupil: pupilId, guardian: guardianId, project: project.id, yes: body.media } },
    };
  },
});
