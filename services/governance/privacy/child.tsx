import { hidden, many, routesFor, uuid, z } from '#kernel';
import { answerConsent, answersOf } from '#kernel/consent';
import { listed } from '#kernel/texts';
import { Button, Buttons, Card, Checkboxes, dayText, Form, Notice, Page, parisDay, Status, shortDayText, Time } from '#kernel/ui';
import { ownHistory, type Past, pastShape } from './history.ts';
import { answersFor } from './policy.ts';
import { medium, projectShape, projectsAbout } from './projects.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ pupilId: uuid });

const Asked = projectShape.extend({ yes: z.array(medium), answered: z.boolean(), history: z.array(pastShape) });
type Asked = z.infer<typeof Asked>;

/** « Les photos de Lina »: one answer for each project, in one tap. Shows what I answered, never what another parent did. */
export const childPage = page('/accords/:pupilId', {
  params,
  may: answersFor,
  answer: z.object({
    pupilId: z.string(),
    firstName: z.string(),
    projects: z.array(Asked),
    past: z.array(z.object({ label: z.string(), history: z.array(pastShape) })),
  }),
  load: async ({ db, me, params: { pupilId }, services, now }) => {
    const child = await db.selectFrom('kernel.people').select('first_name').where('id', '=', pupilId).executeTakeFirst();
    if (!child) return hidden;
    const mine = await answersOf(db, { pupilIds: [pupilId], guardianId: me.personId });
    const all = await ownHistory(db, { pupilId, guardianId: me.personId, services });
    const asked = await projectsAbout(db, { services, pupilId, guardianId: me.personId, now });
    const projects = asked.map((project) => {
      const answers = mine.filter((one) => one.project === project.id && one.endsOn >= parisDay(now));
      return {
        ...project,
        answered: answers.length > 0,
        yes: answers.filter(({ given }) => given).map((one) => one.medium),
        history: all.get(project.id)?.history ?? [],
      };
    });
    const past = [...all].flatMap(([id, one]) => (asked.some((project) => project.id === id) ? [] : [one]));
    return { pupilId, firstName: child.first_name, projects, past };
  },
  view: ({ pupilId, firstName, projects, past }) => (
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
          <p class="hint">{t.until({ day: dayText(project.endsOn) })}</p>
          <History lines={project.history} />
        </Card>
      ))}
      {past.length > 0 && (
        <>
          <h2>{t.pastTitle}</h2>
          {past.map(({ label, history }) => (
            <Card key={label} title={label} level={3}>
              <History lines={history} />
            </Card>
          ))}
        </>
      )}
      <Notice>
        <p>{t.everybody}</p>
        <p>{t.changeNow}</p>
      </Notice>
    </Page>
  ),
});

/** What I answered, the last first: what I said before was true then. */
function History({ lines }: { lines: Past[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary class="button is-quiet">
        <span>{t.history}</span>
      </summary>
      <ul>
        {lines.map(({ at, yes, no, onPaper, endsOn }) => (
          <li key={at.getTime()}>
            <Time at={at} form="short" />
            {onPaper && ` (${t.onPaperAlso})`}
            {yes.length > 0 && ` · ${t.answeredYes} : ${listed(yes.map((one) => t.shortMedium({ medium: one })))}`}
            {no.length > 0 && ` · ${t.answeredNo} : ${listed(no.map((one) => t.shortMedium({ medium: one })))}`}
            <span class="meta"> {t.validUntil({ day: shortDayText(endsOn) })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

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
    const asked = await projectsAbout(db, { services, pupilId, guardianId: me.personId, now });
    const project = asked.find(({ id }) => id === body.project);
    if (!project) return hidden;
    const yes = { all: [...project.media], none: [], some: body.media.filter((one) => project.media.includes(one)) }[body.choice];
    const answer = { pupilId, guardianId: me.personId, project: project.id, media: project.media, yes, endsOn: project.endsOn, at: now };
    await answerConsent(db, answer);
    return { see: `/accords/${pupilId}`, say: t.saved, note: { details: { pupil: pupilId, project: project.id, yes } } };
  },
});
