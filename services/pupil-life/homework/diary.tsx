import { hidden, routesFor, uuid, z } from '#kernel';
import { halves } from '#kernel/calendar';
import { docOf, Rich } from '#kernel/rich-text';
import {
  ButtonLink,
  Card,
  Checkbox,
  Confirm,
  dayText,
  EmptyState,
  Form,
  InlineForm,
  Page,
  Radios,
  Select,
  Status,
  Submit,
  TextArea,
} from '#kernel/ui';
import { WorkBody } from './card.tsx';
import { WeekNav } from './class-week.tsx';
import { most } from './form.tsx';
import { subjects } from './kinds.ts';
import { keeps } from './policy.ts';
import { type Session, sessionShape, sessionsOf } from './sessions.ts';
import { WeekStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { addDays, classDays, isoDay, mondayOf, sundayOf } from './week.ts';
import { classById, workShape, worksOf } from './works.ts';

const { page } = routesFor<Tables>();
export const diaryParams = z.object({ classId: uuid, week: isoDay });

/** The cahier-journal: what is to be done in class, what was, and beside it what is asked at home. */
export const diary = page('/devoirs/:classId/cahier-journal/:week', {
  params: diaryParams,
  may: keeps,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    monday: z.string(),
    days: z.array(z.object({ day: z.string(), sessions: z.array(sessionShape), works: z.array(workShape) })),
  }),
  load: async ({ db, params: { classId, week } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const [monday, sunday] = [mondayOf(week), sundayOf(week)];
    const sessions = await sessionsOf(db, classId, monday, sunday);
    const works = await worksOf(db, classId, monday, sunday);
    const days = new Set([...(await classDays(db, one.schoolId, monday, sunday)), ...sessions.map(({ day }) => day)]);
    return {
      classId,
      name: one.name,
      monday,
      days: [...days].sort().map((day) => ({
        day,
        sessions: sessions.filter((session) => session.day === day),
        works: works.filter(({ dueOn }) => dueOn === day),
      })),
    };
  },
  view: ({ classId, name, monday, days }) => (
    <Page
      title={t.diaryOf({ name })}
      family="pupil-life"
      lead={t.weekFrom({ day: dayText(monday) })}
      trail={[{ label: t.weekOf({ name }), href: `/devoirs/${classId}/semaine/${monday}` }]}
      head={<WeekStyle />}
      actions={
        <ButtonLink href={`/devoirs/${classId}/cahier-journal/${monday}/imprimer`} picture="print">
          {t.print}
        </ButtonLink>
      }
    >
      <p class="hint">{t.diaryWho}</p>
      <WeekNav address={(week) => `/devoirs/${classId}/cahier-journal/${week}`} monday={monday} />
      {days.length === 0 && (
        <EmptyState
          sentence={t.noClassThisWeek}
          link={{ label: t.nextWeek, href: `/devoirs/${classId}/cahier-journal/${addDays(monday, 7)}` }}
        />
      )}
      {days.map(({ day, sessions, works }) => (
        <section key={day} class="asked-day" aria-labelledby={`j${day}`}>
          <h2 id={`j${day}`}>{dayText(day)}</h2>
          {sessions.map((session) => (
            <SessionCard key={session.id} session={session} at={`/devoirs/${classId}/cahier-journal/${day}/seances/${session.id}`} />
          ))}
          {works.length > 0 && <h3>{t.askedThatDay}</h3>}
          {works.map((work) => (
            <Card key={work.id} level={3}>
              <WorkBody work={work} />
            </Card>
          ))}
          <details>
            <summary class="button is-plain">
              <span>
                {t.addSession} <span class="sr">{dayText(day)}</span>
              </span>
            </summary>
            <Form action={`/devoirs/${classId}/cahier-journal/${day}`}>
              <SessionFields />
              <Submit>{t.save}</Submit>
            </Form>
          </details>
        </section>
      ))}
    </Page>
  ),
});

const SessionCard = ({ session, at }: { session: Session; at: string }) => (
  <Card
    level={3}
    title={t.subjectName({ subject: session.subject })}
    meta={
      <>
        <span>{t[session.half]}</span>
        {session.done ? <Status kind="done">{t.doneInClass}</Status> : <Status kind="waiting">{t.planned}</Status>}
        {session.author && <span>{session.author}</span>}
      </>
    }
    footer={
      <>
        {!session.done && (
          <InlineForm action={`/devoirs/seances/${session.id}/report`} weight="quiet">
            {t.carryOver}
          </InlineForm>
        )}
        <Confirm action={`/devoirs/seances/${session.id}/suppression`} label={t.remove} sentence={t.removeSession} confirm={t.removeYes} />
      </>
    }
  >
    <Rich doc={docOf(session.body)} />
    <details>
      <summary class="button is-quiet">
        <span>{t.change}</span>
      </summary>
      <Form action={at}>
        <SessionFields session={session} />
        <Submit>{t.save}</Submit>
      </Form>
    </details>
  </Card>
);

const SessionFields = ({ session }: { session?: Session }) => (
  <>
    <Select
      name="subject"
      label={t.subject}
      required
      {...(session ? { value: session.subject } : {})}
      options={subjects.map((value) => ({ value, label: t.subjectName({ subject: value }) }))}
    />
    <Radios
      name="half"
      label={t.when}
      required
      inline
      value={session?.half ?? 'morning'}
      options={halves.map((value) => ({ value, label: t[value] }))}
    />
    <TextArea name="text" label={t.inClass} required rows={3} maxlength={most} {...(session ? { value: session.body } : {})} />
    <Checkbox name="done" label={t.isDone} {...(session?.done ? { checked: true } : {})} />
  </>
);
