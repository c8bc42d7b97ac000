import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { directs } from '#kernel/perimeter';
import { dayText } from '#kernel/ui';
import { isoMonth } from '../half-days.ts';
import { schoolOfPupil } from '../pupil.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { absentIn } from './month.ts';

const { download } = routesFor<Tables>();

/** One child's half-days without legitimate motive in a month: what the director holds when meeting the family, and sends on if need be. */
export const absenceFile = download('/appel/enfants/:pupilId/mois/:month/fiche', {
  params: z.object({ pupilId: uuid, month: isoMonth }),
  may: async ({ me, db, params: { pupilId } }) => {
    const schoolId = await schoolOfPupil(db, pupilId);
    return schoolId !== undefined && directs(me, schoolId);
  },
  load: async ({ db, now, params: { pupilId, month } }) => {
    const schoolId = await schoolOfPupil(db, pupilId);
    if (!schoolId) return hidden;
    const [pupil] = await absentIn(db, { schoolId, pupilId }, month);
    if (!pupil) return hidden;
    const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirstOrThrow();
    return {
      name: `${t.fileName({ name: pupil.name, month })}.pdf`,
      mediaType: 'application/pdf',
      inline: true,
      bytes: await renderPdf({
        template: new URL('../sheets/file.typ', import.meta.url),
        data: {
          title: t.fileTitle({ month }),
          name: pupil.name,
          lead: t.fileLead({ school: school.name, name: pupil.className, day: dayText(now) }),
          count: t.unjustifiedCount({ count: pupil.unjustified }),
          law: t.fourOrMoreLaw,
          words: { when: t.halfDayHead, said: t.familySaid, state: t.decision, met: t.familyMet, decided: t.decidedTogether, visa: t.visa },
          rows: pupil.absences.map((one) => ({
            when: t.halfDay({ day: dayText(one.day), half: one.half }),
            said: one.motives.map((motive) => t.motiveName({ motive })).join(' ; ') || '–',
            state: one.justified ? t.justified : one.judged === false ? t.unjustified : t.withoutMotive,
            strong: !one.justified,
          })),
        },
      }),
    };
  },
});
