import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { schoolDays } from '#kernel/calendar';
import { renderPdf } from '#kernel/paper';
import { docOf, Rich } from '#kernel/rich-text';
import { ButtonLink, Card, Definition, dayText, EmptyState, hourText, Page, parisDay } from '#kernel/ui';
import { WorkBody } from './card.tsx';
import { briefs, keeps } from './policy.ts';
import { sessionShape, sessionsOf } from './sessions.ts';
import { WeekStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { isoDay, nextClassDay } from './week.ts';
import { classById, workShape, worksOf } from './works.ts';

const { page, download } = routesFor<Tables>();
const params = z.object({ classId: uuid });
const query = z.object({ jour: isoDay.optional().catch(undefined) });

const hours = z.object({ starts: z.string(), ends: z.string() }).nullable();
const Brief = z.object({
  classId: z.string(),
  name: z.string(),
  day: z.string(),
  nextDay: z.string(),
  teachers: z.array(z.string()),
  morning: hours,
  afternoon: hours,
  pupils: z.array(z.object({ id: z.string(), name: z.string(), level: z.string().nullable(), groups: z.array(z.string()) })),
  sessions: z.array(sessionShape),
  dueToday: z.array(workShape),
  dueNext: z.array(workShape),
});
type Brief = z.infer<typeof Brief>;

/** What somebody who has never seen the class needs this morning: the hours, the plan, what was asked, the children. No health, no family. */
async function briefOf(db: Reader<Tables>, classId: string, day: string): Promise<Brief | undefined> {
  const one = await classById(db, classId);
  if (!one) return;
  const [hours] = await schoolDays(db, one.schoolId, day, day);
  const nextDay = await nextClassDay(db, one.schoolId, day);
  const { rows: pupils } = await sql<Brief['pupils'][number]>`
    select p.id, p.first_name || ' ' || p.last_name as name, f.level, coalesce((
      select json_agg(g.name order by g.name) from kernel.functions_today there join kernel.places g on g.id = there.place_id and g.kind = 'group'
      where there.person_id = p.id and there.kind = 'pupil'), '[]') as groups
    from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by p.last_name, p.first_name, p.id`.execute(db);
  const { rows: teachers } = await sql<{ name: string }>`
    select p.first_name || ' ' || p.last_name as name from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'teacher' order by p.last_name`.execute(db);
  return {
    ...{ classId, name: one.name, day, nextDay, pupils },
    teachers: teachers.map(({ name }) => name),
    morning: hours?.morning ?? null,
    afternoon: hours?.afternoon ?? null,
    sessions: await sessionsOf(db, classId, day, day),
    dueToday: await worksOf(db, classId, day, day),
    dueNext: await worksOf(db, classId, nextDay, nextDay),
  };
}

const hoursText = (brief: Brief): string =>
  [brief.morning, brief.afternoon]
    .flatMap((half) => (half ? [t.fromTo({ from: hourText(half.starts), to: hourText(half.ends) })] : []))
    .join(' · ');

export const brief = page('/devoirs/:classId/remplacement', {
  params,
  may: briefs,
  query,
  answer: Brief.extend({ mayKeep: z.boolean() }),
  load: async ({ db, me, now, params, query }) => {
    const brief = await briefOf(db, params.classId, query.jour ?? parisDay(now));
    return brief ? { ...brief, mayKeep: await keeps({ me, params, db, now }) } : hidden;
  },
  view: ({ mayKeep, ...brief }) => (
    <Page
      title={t.briefOf({ name: brief.name })}
      family="pupil-life"
      lead={dayText(brief.day)}
      head={<WeekStyle />}
      actions={
        <>
          <ButtonLink href={`/devoirs/${brief.classId}/remplacement/fiche?jour=${brief.day}`} weight="main" picture="print">
            {t.printBrief}
          </ButtonLink>
          <ButtonLink href={`/devoirs/${brief.classId}/semaine/${brief.day}`}>{t.label}</ButtonLink>
          {mayKeep && <ButtonLink href={`/devoirs/${brief.classId}/cahier-journal/${brief.day}`}>{t.diary}</ButtonLink>}
        </>
      }
    >
      <p class="hint">{t.diesAt}</p>
      <Definition
        entries={[
          { term: t.usualTeacher, children: brief.teachers.join(', ') || t.nobody },
          { term: t.hours, children: hoursText(brief) || t.noClassThatDay },
          { term: t.pupils, children: t.pupilCount({ count: brief.pupils.length }) },
        ]}
      />
      <h2>{t.plan}</h2>
      {brief.sessions.length === 0 && <EmptyState sentence={t.noPlan} drawing="flower" />}
      {brief.sessions.map((session) => (
        <Card key={session.id} level={3} title={t.subjectName({ subject: session.subject })} meta={t[session.half]}>
          <Rich doc={docOf(session.body)} />
        </Card>
      ))}
      <Due title={t.dueToday} works={brief.dueToday} />
      <Due title={t.dueNext({ day: dayText(brief.nextDay) })} works={brief.dueNext} />
      <h2>{t.classList}</h2>
      <ol>
        {brief.pupils.map(({ id, name, level, groups }) => (
          <li key={id}>{[name, level, ...groups].filter(Boolean).join(' · ')}</li>
        ))}
      </ol>
    </Page>
  ),
});

const Due = ({ title, works }: { title: string; works: Brief['dueToday'] }) =>
  works.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      {works.map((work) => (
        <Card key={work.id} level={3}>
          <WorkBody work={work} />
        </Card>
      ))}
    </>
  );

/** The same on two sheets: the day on the first, the children on the second, with boxes to tick and room to write back. */
export const briefPdf = download('/devoirs/:classId/remplacement/fiche', {
  params,
  may: briefs,
  query,
  load: async ({ db, now, params: { classId }, query }) => {
    const brief = await briefOf(db, classId, query.jour ?? parisDay(now));
    if (!brief) return hidden;
    const lineOf = (work: Brief['dueToday'][number]) => ({ head: `${t[work.kind]} · ${t.subjectName(work)}`, body: docOf(work.body) });
    const data = {
      title: t.briefOf(brief),
      day: dayText(brief.day),
      hours: hoursText(brief),
      teachers: brief.teachers.join(', '),
      sessions: brief.sessions.map((one) => ({ head: `${t[one.half]} · ${t.subjectName(one)}`, body: docOf(one.body) })),
      dueToday: brief.dueToday.map(lineOf),
      dueNext: brief.dueNext.map(lineOf),
      pupils: brief.pupils.map(({ name, level, groups }) => ({ name, more: [level, ...groups].filter(Boolean).join(' · ') })),
      words: {
        ...{ usual: t.usualTeacher, hours: t.hours, plan: t.plan, noPlan: t.noPlan, dueToday: t.dueToday, list: t.classList },
        ...{
          next: t.dueNext({ day: dayText(brief.nextDay) }),
          morning: t.morning,
          afternoon: t.afternoon,
          back: t.handBack,
          dies: t.diesAt,
        },
      },
    };
    const bytes = await renderPdf({ template: new URL('./sheets/brief.typ', import.meta.url), data });
    return { name: `${t.briefOf(brief)}.pdf`, mediaType: 'application/pdf', bytes, inline: true };
  },
});
