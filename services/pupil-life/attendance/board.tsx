import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, clockText, dayText, EmptyState, Page, Status, Table } from '#kernel/ui';
import { clockOf, currentHalfDay, halfWords, monthOf, wordOf } from './half-days.ts';
import { answersForSchool } from './policy.ts';
import type { HalfDayOfClass } from './roll.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const ClassLine = z.object({
  id: z.string(),
  name: z.string(),
  pupils: z.number(),
  calledAt: z.date().nullable(),
  who: z.string().nullable(),
  absent: z.number(),
  late: z.number(),
});

/** The school at this half-day: which classes have called, which have not. */
export const board = page('/appel/ecoles/:schoolId', {
  params: z.object({ schoolId: uuid }),
  may: answersForSchool,
  answer: z.object({
    schoolId: z.string(),
    name: z.string(),
    month: z.string(),
    halfDay: z.object({ day: z.string(), half: z.enum(halfWords) }).nullable(),
    classes: z.array(ClassLine),
  }),
  load: async ({ db, now, params: { schoolId } }) => {
    const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!school) return hidden;
    const that = await currentHalfDay(db, schoolId, now);
    return {
      schoolId,
      name: school.name,
      month: monthOf((await clockOf(db, schoolId, now)).day),
      halfDay: that ? { day: that.day, half: wordOf(that.half) } : null,
      classes: that ? await classesAt(db, schoolId, that) : [],
    };
  },
  view: ({ schoolId, name, month, halfDay, classes }) => (
    <Page
      title={t.ofSchool({ name })}
      family="pupil-life"
      lead={halfDay ? t.halfDay({ day: dayText(halfDay.day), half: halfDay.half }) : t.noClassToday}
      trail={[{ label: t.label, href: '/appel' }]}
      actions={
        <>
          <ButtonLink href={`/appel/ecoles/${schoolId}/presents`} picture="print">
            {t.printPresent}
          </ButtonLink>
          <ButtonLink href={`/appel/ecoles/${schoolId}/absences/${month}`} weight="quiet" picture="calendar">
            {t.absencesLink}
          </ButtonLink>
          <ButtonLink href={`/appel/ecoles/${schoolId}/registre`} weight="quiet" picture="paper">
            {t.registerLink}
          </ButtonLink>
        </>
      }
    >
      {halfDay === null ? (
        <EmptyState sentence={t.noClassThen} link={{ label: t.backHome, href: '/' }} />
      ) : (
        <div id="classes" data-live>
          <p>{t.classesCalled({ called: classes.filter(({ calledAt }) => calledAt).length, all: classes.length })}</p>
          <Table
            caption={t.classes}
            quiet
            rows={classes}
            id={({ id }) => id}
            empty={t.noClassYet}
            columns={[
              {
                head: t.class,
                header: true,
                cell: (one) => <a href={`/appel/${one.id}/${halfDay.day}/${halfDay.half}`}>{one.name}</a>,
              },
              {
                head: t.rollCall,
                cell: ({ calledAt, who }) =>
                  calledAt ? (
                    <Status kind="done">{t.calledShort({ at: clockText(calledAt), who: who ?? '' })}</Status>
                  ) : (
                    <Status kind="missing">{t.notCalled}</Status>
                  ),
              },
              { head: t.absents, numeric: true, cell: ({ absent, calledAt }) => (calledAt ? absent : '–') },
              { head: t.lates, numeric: true, cell: ({ late, calledAt }) => (calledAt ? late : '–') },
              { head: t.pupils, numeric: true, cell: ({ pupils }) => pupils },
            ]}
          />
        </div>
      )}
    </Page>
  ),
});

/** Those who have not called come first. */
async function classesAt(db: Reader<Tables>, schoolId: string, { day, half }: Omit<HalfDayOfClass, 'classId'>) {
  const { rows } = await sql<z.infer<typeof ClassLine>>`
    select c.id, c.name, call.called_at as "calledAt", who.name as who,
      (select count(*)::int from kernel.functions_today f where f.place_id = c.id and f.kind = 'pupil') as pupils,
      coalesce(s.absent, 0)::int as absent, coalesce(s.late, 0)::int as late
    from kernel.places c
    left join attendance.calls call on call.class_id = c.id and call.day = ${day}::date and call.half = ${half}
    left join lateral (select p.first_name || ' ' || p.last_name as name from attendance.takes t join kernel.people p on p.id = t.taken_by
      where t.call_id = call.id order by t.number limit 1) who on true
    left join lateral (select count(*) filter (where state = 'absent') as absent, count(*) filter (where state = 'late') as late
      from attendance.standings where call_id = call.id) s on true
    where c.school_id = ${schoolId} and c.kind = 'class' and c.closed_on is null
    order by call.called_at is not null, c.name, c.id`.execute(db);
  return rows;
}
