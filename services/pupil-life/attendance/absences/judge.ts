import { hidden, localPath, routesFor, ticked, uuid, z } from '#kernel';
import { HalfDay, halfOf } from '../half-days.ts';
import { judges } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';

const { action } = routesFor<Tables>();

/** The teacher or the director decides that an absence is justified, or is not. */
export const judge = action('/appel/enfants/:pupilId/:day/:half/avis', {
  params: z.object({ pupilId: uuid, ...HalfDay }),
  may: judges,
  does: 'absence.judged',
  body: z.object({ justified: ticked, back: z.string().max(200).default('/appel') }),
  run: async ({ db, me, now, params: { pupilId, day, half }, body }) => {
    const absence = await db
      .selectFrom('attendance.absences')
      .select('school_id')
      .where('pupil_id', '=', pupilId)
      .where('day', '=', day)
      .where('half', '=', halfOf(half))
      .executeTakeFirst();
    if (!absence) return hidden;
    const verdict = { justified: body.justified, judged_by: me.personId, judged_at: now };
    await db
      .insertInto('attendance.verdicts')
      .values({ pupil_id: pupilId, day, half: halfOf(half), ...verdict })
      .onConflict((on) => on.columns(['pupil_id', 'day', 'half']).doUpdateSet(verdict))
      .execute();
    const details = { pupilId, day, half, justified: body.justified };
    return {
      see: localPath(body.back),
      say: body.justified ? t.nowJustified : t.nowUnjustified,
      note: { schoolId: absence.school_id, details },
    };
  },
});
