import { hidden, newId, type Reader, routesFor, uuid, z } from '#kernel';
import type { Half } from '#kernel/calendar';
import { dayText, Form, Notice, Page, Radios } from '#kernel/ui';
import { HalfDay, halfOf, halfWords } from '../half-days.ts';
import { declares } from '../policy.ts';
import { RollStyle } from '../style.tsx';
import { motives, type Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { MotiveButtons } from './motives.tsx';

const { page, action } = routesFor<Tables>();
const params = z.object({ pupilId: uuid, ...HalfDay });

const absenceOf = (db: Reader<Tables>, pupilId: string, day: string, half: Half) =>
  db
    .selectFrom('attendance.absences')
    .select(['school_id', 'answered', 'judged'])
    .where('pupil_id', '=', pupilId)
    .where('day', '=', day)
    .where('half', '=', half)
    .executeTakeFirst();

/** Where the news of an absence leads: why, in one tap. */
export const answerPage = page('/appel/enfants/:pupilId/:day/:half', {
  params,
  may: declares,
  answer: z.object({
    pupilId: z.string(),
    firstName: z.string(),
    day: z.string(),
    half: z.enum(halfWords),
    absent: z.boolean(),
    answered: z.boolean(),
  }),
  load: async ({ db, me, params: { pupilId, day, half } }) => {
    const child = me.children.find(({ id }) => id === pupilId);
    if (!child) return hidden;
    const absence = await absenceOf(db, pupilId, day, halfOf(half));
    return { pupilId, firstName: child.firstName, day, half, absent: absence !== undefined, answered: absence?.answered ?? false };
  },
  view: ({ pupilId, firstName, day, half, absent, answered }) => (
    <Page
      title={t.notInClass({ child: firstName })}
      family="pupil-life"
      narrow
      lead={t.halfDay({ day: dayText(day), half })}
      trail={[{ label: t.familyTitle, href: '/appel/famille' }]}
      head={<RollStyle />}
    >
      {!absent && <Notice kind="success">{t.hereAfterAll({ child: firstName })}</Notice>}
      {absent && answered && <Notice>{t.alreadyAnswered}</Notice>}
      {absent && (
        <Form action={`/appel/enfants/${pupilId}/${day}/${half}`}>
          <Radios
            name="all"
            label={t.howLong}
            value=""
            inline
            options={[
              { value: '', label: t.thatHalfDay },
              { value: 'on', label: t.wholeDay },
            ]}
          />
          <MotiveButtons />
          <p class="hint">{t.callIfUnexpected}</p>
        </Form>
      )}
    </Page>
  ),
});

export const answer = action('/appel/enfants/:pupilId/:day/:half', {
  params,
  may: declares,
  does: 'absence.explained',
  body: z.object({ all: z.enum(['on', '']).catch('').default(''), motive: z.enum(motives, t.chooseMotive) }),
  redraw: answerPage,
  run: async ({ db, me, now, params: { pupilId, day, half }, body }) => {
    const absence = await absenceOf(db, pupilId, day, halfOf(half));
    if (!absence) return hidden;
    await db
      .insertInto('attendance.declarations')
      .values({
        ...{ id: newId(now.getTime()), school_id: absence.school_id, pupil_id: pupilId, declared_by: me.personId, kind: 'absence' },
        ...{ from_day: day, to_day: day, half: body.all === 'on' ? null : halfOf(half), motive: body.motive },
        ...{ declared_at: now, withdrawn_at: null },
      })
      .execute();
    return { see: '/appel/famille', say: t.schoolTold, note: { schoolId: absence.school_id, details: { pupilId, day, half } } };
  },
});
