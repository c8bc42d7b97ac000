import { hidden, refuse, routesFor, uuid, type Writer, z } from '#kernel';
import { dayText } from '#kernel/ui';
import { keepsWork } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { classDays, isoDay, nextClassDay } from './week.ts';
import { workById } from './works.ts';

const { action } = routesFor<Tables>();
const params = z.object({ workId: uuid });

/** To another day with class: what the buttons « déplacer au… » and dragging both do. */
export const move = action('/devoirs/travaux/:workId/deplacement', {
  params,
  may: keepsWork,
  does: 'homework.moved',
  body: z.object({ day: isoDay }),
  run: async ({ db, params: { workId }, body: { day } }) => {
    const work = await workById(db, workId);
    if (!work) return hidden;
    if ((await classDays(db, work.schoolId, day, day)).length === 0) return refuse('closed', t.noClassThatDay, { field: 'day' });
    return moveTo(db, work, day);
  },
});

/** What could not be done: to the next day with class. */
export const carryOver = action('/devoirs/travaux/:workId/report', {
  params,
  may: keepsWork,
  does: 'homework.moved',
  body: z.object({}),
  run: async ({ db, params: { workId } }) => {
    const work = await workById(db, workId);
    if (!work) return hidden;
    const day = await nextClassDay(db, work.schoolId, work.dueOn);
    return moveTo(db, work, day);
  },
});

async function moveTo(db: Writer<Tables>, work: { id: string; classId: string; schoolId: string; dueOn: string }, day: string) {
  await db.updateTable('homework.works').set({ due_on: day, changed_alone: true }).where('id', '=', work.id).execute();
  return {
    see: `/devoirs/${work.classId}/semaine/${day}`,
    say: t.moved({ day: dayText(day) }),
    note: { schoolId: work.schoolId, details: { workId: work.id, from: work.dueOn, to: day } },
  };
}
