import { hidden, newId, refuse, routesFor, ticked, uuid, z } from '#kernel';
import { halves } from '#kernel/calendar';
import { writable } from '#kernel/rich-text';
import { dayText } from '#kernel/ui';
import { diary, diaryParams } from './diary.tsx';
import { most } from './form.tsx';
import { subjects } from './kinds.ts';
import { keeps, keepsSession } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { classDays, nextClassDay } from './week.ts';
import { classById } from './works.ts';

const { action } = routesFor<Tables>();

const fields = z.object({
  subject: z.enum(subjects, t.chooseSubject),
  half: z.enum(halves).catch('morning').default('morning'),
  text: z
    .string()
    .default('')
    .transform((typed) => writable(typed).trim())
    .pipe(z.string().min(1, t.giveSession).max(most, t.sessionTooLong)),
  done: ticked,
});

export const writeSession = action('/devoirs/:classId/cahier-journal/:week', {
  params: diaryParams,
  may: keeps,
  does: 'diary.written',
  body: fields,
  redraw: diary,
  run: async ({ db, me, now, params: { classId, week: day }, body: { text, ...body } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    if ((await classDays(db, one.schoolId, day, day)).length === 0) return refuse('closed', t.noClassThatDay);
    const row = { id: newId(now.getTime()), school_id: one.schoolId, class_id: classId, author_id: me.personId, day };
    await db
      .insertInto('homework.sessions')
      .values({ ...row, ...body, body: text, created_at: now })
      .execute();
    return { see: diaryAt(classId, day), say: t.saved, note: { schoolId: one.schoolId, details: { classId, day } } };
  },
});

const oneSession = z.object({ sessionId: uuid });
const sessionInWeek = diaryParams.extend(oneSession.shape);
const diaryAt = (classId: string, day: string): string => `/devoirs/${classId}/cahier-journal/${day}#j${day}`;

export const saveSession = action('/devoirs/:classId/cahier-journal/:week/seances/:sessionId', {
  params: sessionInWeek,
  may: keepsSession,
  does: 'diary.changed',
  body: fields,
  redraw: diary,
  run: async ({ db, params: { sessionId }, body: { text, ...body } }) => {
    const changed = await db
      .updateTable('homework.sessions')
      .set({ ...body, body: text })
      .where('id', '=', sessionId)
      .returning(['class_id', 'day', 'school_id'])
      .executeTakeFirst();
    if (!changed) return hidden;
    return { see: diaryAt(changed.class_id, changed.day), say: t.saved, note: { schoolId: changed.school_id, details: { sessionId } } };
  },
});

/** What was planned and could not be done: to the next day with class. */
export const carrySession = action('/devoirs/seances/:sessionId/report', {
  params: oneSession,
  may: keepsSession,
  does: 'diary.moved',
  body: z.object({}),
  run: async ({ db, params: { sessionId } }) => {
    const session = await db.selectFrom('homework.sessions').selectAll().where('id', '=', sessionId).executeTakeFirst();
    if (!session) return hidden;
    const day = await nextClassDay(db, session.school_id, session.day);
    await db.updateTable('homework.sessions').set({ day }).where('id', '=', sessionId).execute();
    return {
      see: diaryAt(session.class_id, day),
      say: t.sessionMoved({ day: dayText(day) }),
      note: { schoolId: session.school_id, details: { sessionId, to: day } },
    };
  },
});

export const removeSession = action('/devoirs/seances/:sessionId/suppression', {
  params: oneSession,
  may: keepsSession,
  does: 'diary.removed',
  body: z.object({}),
  run: async ({ db, params: { sessionId } }) => {
    const gone = await db
      .deleteFrom('homework.sessions')
      .where('id', '=', sessionId)
      .returning(['class_id', 'day', 'school_id'])
      .executeTakeFirst();
    if (!gone) return hidden;
    return {
      see: diaryAt(gone.class_id, gone.day),
      say: t.sessionRemoved,
      note: { schoolId: gone.school_id, details: { sessionId } },
    };
  },
});
