import { hidden, routesFor, uuid, z } from '#kernel';
import { dropLater } from './files.ts';
import { keepsWork } from './policy.ts';
import { scope, worksIn } from './scope.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { workById } from './works.ts';

const { action } = routesFor<Tables>();

/** This day; or it and those that follow, less the days that were changed alone: somebody wanted them so. */
export const removeWork = action('/devoirs/travaux/:workId/suppression', {
  params: z.object({ workId: uuid }),
  may: keepsWork,
  does: 'homework.removed',
  body: z.object({ scope }),
  run: async ({ db, params: { workId }, body }) => {
    const work = await workById(db, workId);
    if (!work) return hidden;
    const workIds = await worksIn(db, work, body.scope);
    const files = await db.selectFrom('homework.attachments').select('file_id as id').distinct().where('work_id', 'in', workIds).execute();
    await db.deleteFrom('homework.works').where('id', 'in', workIds).execute();
    await dropLater(
      db,
      files.map(({ id }) => id),
    );
    return {
      see: `/devoirs/${work.classId}/semaine/${work.dueOn}`,
      say: t.removed({ count: workIds.length }),
      note: { schoolId: work.schoolId, details: { workId, days: workIds.length } },
    };
  },
});
