import { localPath, routesFor, ticked, uuid, z } from '#kernel';
import { ticks } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** « C’est fait », or not yet after all. Leaves no line in the journal: it is nobody's business but the family's. */
export const tick = action('/devoirs/travaux/:workId/enfants/:pupilId/fait', {
  params: z.object({ workId: uuid, pupilId: uuid }),
  may: ticks,
  does: 'homework.ticked',
  unlogged: true,
  body: z.object({ done: ticked, back: z.string().max(200).default('/devoirs') }),
  run: async ({ db, params, body, now }) => {
    const row = { work_id: params.workId, pupil_id: params.pupilId };
    if (body.done)
      await db
        .insertInto('homework.ticks')
        .values({ ...row, done_at: now })
        .onConflict((on) => on.doNothing())
        .execute();
    else await db.deleteFrom('homework.ticks').where('work_id', '=', row.work_id).where('pupil_id', '=', row.pupil_id).execute();
    return { see: localPath(body.back), ...(body.done ? { say: t.wellDone } : {}) };
  },
});
