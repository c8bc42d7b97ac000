import type { ComponentChildren } from 'preact';
import { hidden, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Card, Confirm, dayText, EmptyState, InlineForm, Island, Notice, Page } from '#kernel/ui';
import { WorkBody } from './card.tsx';
import { reasonableMinutes } from './kinds.ts';
import { keeps, looksAt, opens } from './policy.ts';
import { WeekStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { addDays, classDays, isoDay, mondayOf, sundayOf } from './week.ts';
import { classById, longestDays, type Work, workShape, worksOf } from './works.ts';

const { page } = routesFor<Tables>();

const Day = z.object({ day: z.string(), hasClass: z.boolean(), minutes: z.number(), works: z.array(workShape) });

/** The week of a class: its days side by side, what each holds, and how long it takes. */
export const classWeek = page('/devoirs/:classId/semaine/:week', {
  params: z.object({ classId: uuid, week: isoDay }),
  may: looksAt,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    monday: z.string(),
    mayKeep: z.boolean(),
    mayOpen: z.boolean(),
    reasonable: z.number(),
    days: z.array(Day),
  }),
  load: async ({ db, me, now, params: { classId, week } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const [monday, sunday] = [mondayOf(week), sundayOf(week)];
    const works = await worksOf(db, classId, monday, sunday);
    const open = await classDays(db, one.schoolId, monday, sunday);
    const longest = await longestDays(db, classId, monday, sunday);
    const days = [...new Set([...open, ...works.map(({ dueOn }) => dueOn)])].sort();
    return {
      classId,
      name: one.name,
      monday,
      mayKeep: await keeps({ me, params: { classId }, db, now }),
      mayOpen: await opens({ me, params: { classId }, db }),
      reasonable: reasonableMinutes(one.levels),
      days: days.map((day) => ({
        day,
        hasClass: open.includes(day),
        minutes: longest.get(day) ?? 0,
        works: works.filter(({ dueOn }) => dueOn === day),
      })),
    };
  },
  view: ({ classId, name, monday, mayKeep, mayOpen, reasonable, days }) => (
    <Page
      title={t.weekOf({ name })}
      family="pupil-life"
      wide
      lead={t.weekFrom({ day: dayText(monday) })}
      trail={[{ label: t.label, href: '/devoirs' }]}
      head={<WeekStyle />}
      actions={
        <>
          {mayKeep && (
            <ButtonLink href={`/devoirs/${classId}/nouveau`} weight="main" picture="pencil">
              {t.newWork}
            </ButtonLink>
          )}
          {mayKeep && <ButtonLink href={`/devoirs/${classId}/cahier-journal/${monday}`}>{t.diary}</ButtonLink>}
          {mayOpen && <ButtonLink href={`/devoirs/${classId}/remplacants`}>{t.substitutes}</ButtonLink>}
          {mayKeep && (
            <ButtonLink href={`/devoirs/${classId}/semaine/${monday}/copie`} weight="quiet">
              {t.copyWeek}
            </ButtonLink>
          )}
          <ButtonLink href={`/devoirs/${classId}/semaine/${monday}/papillons`} weight="quiet" picture="print">
            {t.slips}
          </ButtonLink>
          <ButtonLink href={`/devoirs/${classId}/semaine/${monday}/affiche`} weight="quiet" picture="print">
            {t.poster}
          </ButtonLink>
        </>
      }
    >
      <WeekNav address={(week) => `/devoirs/${classId}/semaine/${week}`} monday={monday} />
      {days.length === 0 ? (
        <EmptyState sentence={t.noClassThisWeek} link={{ label: t.nextWeek, href: `/devoirs/${classId}/semaine/${addDays(monday, 7)}` }} />
      ) : (
        <Board movable={mayKeep}>
          {days.map(({ day, hasClass, minutes, works }) => (
            <section key={day} class="week-day" data-day={hasClass ? day : undefined} aria-labelledby={`j${day}`}>
              <h2 id={`j${day}`}>{dayText(day)}</h2>
              {minutes > 0 && <p class="meta">{t.inAll({ count: minutes })}</p>}
              {!hasClass && <Notice kind="warning">{t.noClassThatDay}</Notice>}
              {minutes > reasonable && <Notice>{t.tooMuch({ count: reasonable })}</Notice>}
              {works.length === 0 && <p class="hint">{t.nothingThatDay}</p>}
              {works.map((work) => (
                <WorkCard key={work.id} work={work} mayKeep={mayKeep} days={days.filter((one) => one.hasClass).map((one) => one.day)} />
              ))}
              {mayKeep && hasClass && (
                <ButtonLink href={`/devoirs/${classId}/nouveau?jour=${day}`} weight="quiet">
                  {t.addThatDay}
                </ButtonLink>
              )}
            </section>
          ))}
        </Board>
      )}
    </Page>
  ),
});

/** With a script, cards are also dragged from one day to another: that presses their own « Déplacer » button. */
const Board = ({ movable, children }: { movable: boolean; children: ComponentChildren }) =>
  movable ? (
    <Island name="drag-works">
      <div class="week">{children}</div>
    </Island>
  ) : (
    <div class="week">{children}</div>
  );

const WorkCard = ({ work, mayKeep, days }: { work: Work; mayKeep: boolean; days: string[] }) => (
  <div data-work={mayKeep ? work.id : undefined}>
    <Card>
      <WorkBody work={work} />
      {work.forSome.length > 0 && <p class="meta">{t.onlyFor({ names: work.forSome })}</p>}
      {work.repeats !== 'none' && <p class="meta">{t.repeats({ repeats: work.repeats })}</p>}
      {mayKeep && <Doings work={work} days={days} />}
    </Card>
  </div>
);

const Doings = ({ work, days }: { work: Work; days: string[] }) => (
  <details class="work-doings">
    <summary class="button is-quiet">
      <span>
        {t.change} <span class="sr">{t.thisWork({ subject: t.subjectName({ subject: work.subject }), day: dayText(work.dueOn) })}</span>
      </span>
    </summary>
    <ButtonLink href={`/devoirs/travaux/${work.id}`} weight="quiet" picture="pencil">
      {t.edit}
    </ButtonLink>
    <InlineForm action={`/devoirs/travaux/${work.id}/report`} weight="quiet">
      {t.carryOver}
    </InlineForm>
    <p class="meta">{t.moveTo}</p>
    {days
      .filter((day) => day !== work.dueOn)
      .map((day) => (
        <InlineForm key={day} action={`/devoirs/travaux/${work.id}/deplacement`} fields={{ day }} weight="quiet">
          {dayText(day)}
        </InlineForm>
      ))}
    <Confirm
      action={`/devoirs/travaux/${work.id}/suppression`}
      label={t.remove}
      sentence={t.removeSure}
      confirm={t.removeYes}
      fields={{ scope: 'one' }}
    />
  </details>
);

/** The week before, the week after. */
export const WeekNav = ({ address, monday }: { address: (monday: string) => string; monday: string }) => (
  <Buttons>
    <ButtonLink href={address(addDays(monday, -7))} weight="quiet" picture="back">
      {t.previousWeek}
    </ButtonLink>
    <ButtonLink href={address(addDays(monday, 7))} weight="quiet" picture="forward">
      {t.nextWeek}
    </ButtonLink>
  </Buttons>
);
