import { hidden, many, routesFor, uuid, z } from '#kernel';
import { answerConsent, answersOf, lastDayOf } from '#kernel/consent';
import { Button, Buttons, Card, Checkboxes, dayText, Form, Notice, Page, Status } from '#kernel/ui';
import { answersFor } from './policy.ts';
import { medium, projectShape, projectsOf } from './projects.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const params = z.object({ pupilId: uuid });

const Asked = projectShape.extend({ yes: z.array(medium), answered: z.boolean() });
type Asked = z.infer<typeof Asked>;

/** « Les photos de Lina »: one answer for each project, in one tap. Shows what I answered, never what another parent did. */
export const childPage = page('/accords/:pupilId', {
  params,
  may: answersFor,
  answer: z.object({ pupilId: z.string(), firstName: z.string(), lastDay: z.string(), projects: z.array(Asked) }),
  load: async ({ db, me, params: { pupilId }, services, now }) => {
    const child = await db.selectFrom('kernel.people').select('first_name').where('id', '=', pupilId).executeTakeFirst();
    if (!child) return hidden;
    const mine = await answersOf(db, { pupilIds: [pupilId], guardianId: me.personId });
    const projects = projectsOf(services, now).map((project) => {
      const answers = mine.filter((one) => one.project === project.id);
      return { ...project, answered: answers.length > 0, yes: answers.filter(({ given }) => given).map((one) => one.medium) };
    });
    return { pupilId, firstName: child.first_name, lastDay: lastDayOf(now), projects };
  },
  view: ({ pupilId, firstName, lastDay, projects }) => (
    <Page title={t.photosOf({ name: firstName })} family="governance" narrow lead={t.lead} trail={[{ label: t.label, href: '/accords' }]}>
      {projects.map((project) => (
        <Card key={project.id} title={project.label}>
          <p>{project.sentence}</p>
          <p>
            <Standing project={project} />
          </p>
          <Form action={`/accords/${pupilId}`} id={`accord-${project.id.replaceAll(' ', '-')}`}>
            <input type="hidden" name="project" value={project.id} />
            <Buttons>
              <Button name="choice" value="all" weight="main" picture="check">
                {t.yesToAll}
              </Button>
              <Button name="choice" value="none" picture="cross">
                {t.no}
              </Button>
            </Buttons>
            {project.media.length > 1 && (
              <details open={project.yes.length > 0 && project.yes.length < project.media.length}>
                <summary class="button is-quiet">
                  <span>{t.inDetail}</span>
                </summary>
                <Checkboxes
                  name="media"
                  label={t.iAgreeTo}
                  options={project.media.map((value) => ({ value, label: t.medium({ medium: value }) }))}
                  value={project.yes}
                />
                <Button name="choice" value="some">
                  {t.keepDetail}
                </Button>
              </details>
            )}
          </Form>
          <p class="hint">{t.until({ day: dayText(lastDay) })}</p>
        </Card>
      ))}
      <Notice>
        <p>{t.everybody}</p>
        <p>{t.changeNow}</p>
      </Notice>
    </Page>
  ),
});

function Standing({ project: { answered, yes, media } }: { project: Asked }) {
  if (!answered) return <Status kind="waiting">{t.notAnswered}</Status>;
  if (yes.length === 0) return <Status kind="refused">{t.youSaidNo}</Status>;
  return <Status kind="done">{yes.length === media.length ? t.youSaidYes : t.youSaidSome}</Status>;
}

export const choose = action('/accords/:pupilId', {
  params,
  may: answersFor,
  does: 'consent.answered',
  body: z.object({ project: z.string(), choice: z.enum(['all', 'none', 'some']), media: many(medium) }),
  redraw: childPage,
  run: async ({ db, me, params: { pupilId }, body, services, now }) => {
    const project = projectsOf(services, now).find(({ id }) => id === body.project);
    if (!project) return hidden;
    const yes = { all: [...project.media], none: [], some: body.media }[body.choice];
    const answer = { pupilId, guardianId: me.personId, project: project.id, media: project.media, yes, endsOn: lastDayOf(now), at: now };
    await answerConsent(db, answer);
    return { see: `/accords/${pupilId}`, say: t.saved, note: { details: { pupil: pupilId, project: project.id, yes } } };
  },
});
