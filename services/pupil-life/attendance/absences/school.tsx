import { hidden, routesFor, uuid, z } from '#kernel';
import { Page } from '#kernel/ui';
import { isoMonth } from '../half-days.ts';
import { answersForClass, answersForSchool } from '../policy.ts';
import { classById } from '../roll.ts';
import { RollStyle } from '../style.tsx';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { AbsenceList, MonthNav } from './list.tsx';
import { absentIn, Pupil, threshold } from './month.ts';

const { page } = routesFor<Tables>();

/** The director's list: first the children with four half-days or more that nothing justifies, then all the others. */
export const schoolAbsences = page('/appel/ecoles/:schoolId/absences/:month', {
  params: z.object({ schoolId: uuid, month: isoMonth }),
  may: answersForSchool,
  answer: z.object({ schoolId: z.string(), name: z.string(), month: z.string(), over: z.array(Pupil), others: z.array(Pupil) }),
  load: async ({ db, params: { schoolId, month } }) => {
    const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!school) return hidden;
    const pupils = await absentIn(db, { schoolId }, month);
    return {
      ...{ schoolId, month, name: school.name },
      over: pupils.filter(({ unjustified }) => unjustified >= threshold),
      others: pupils.filter(({ unjustified }) => unjustified < threshold),
    };
  },
  view: ({ schoolId, name, month, over, others }) => {
    const back = `/appel/ecoles/${schoolId}/absences/${month}`;
    return (
      <Page
        title={t.absencesOf({ month })}
        family="pupil-life"
        lead={name}
        trail={[{ label: t.ofSchool({ name }), href: `/appel/ecoles/${schoolId}` }]}
        head={<RollStyle />}
      >
        <MonthNav address={(to) => `/appel/ecoles/${schoolId}/absences/${to}`} month={month} />
        <h2>{t.fourOrMore}</h2>
        <p class="hint">{t.fourOrMoreLaw}</p>
        <AbsenceList pupils={over} month={month} back={back} label={t.fourOrMore} empty={t.nobodyOver} sheets />
        <h2>{t.otherAbsences}</h2>
        <AbsenceList pupils={others} month={month} back={back} label={t.otherAbsences} empty={t.nobodyAbsent} />
      </Page>
    );
  },
});

/** The same for a class, for those who call it. */
export const classAbsences = page('/appel/:classId/absences/:month', {
  params: z.object({ classId: uuid, month: isoMonth }),
  may: answersForClass,
  answer: z.object({ classId: z.string(), name: z.string(), month: z.string(), pupils: z.array(Pupil) }),
  load: async ({ db, params: { classId, month } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    return { classId, name: one.name, month, pupils: await absentIn(db, { schoolId: one.schoolId, classId }, month) };
  },
  view: ({ classId, name, month, pupils }) => {
    const back = `/appel/${classId}/absences/${month}`;
    return (
      <Page
        title={t.absencesOf({ month })}
        family="pupil-life"
        lead={name}
        trail={[{ label: t.label, href: '/appel' }]}
        head={<RollStyle />}
      >
        <MonthNav address={(to) => `/appel/${classId}/absences/${to}`} month={month} />
        <AbsenceList pupils={pupils} month={month} back={back} label={t.absencesOf({ month })} empty={t.nobodyAbsent} />
      </Page>
    );
  },
});
