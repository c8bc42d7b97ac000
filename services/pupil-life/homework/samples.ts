import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';
import { addDays } from './week.ts';

/** A lesson for tomorrow with a page to read, a line of the cahier-journal, and a substitute who comes much later. */
export const samples: Samples = async (tx, { classId, schoolId, teacherId, directorId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const workId = newId();
  const week = parisDay(now);
  await db
    .insertInto('homework.works')
    .values({
      id: workId,
      series_id: newId(),
      school_id: schoolId,
      class_id: classId,
      author_id: teacherId,
      due_on: addDays(week, 1),
      subject: 'poetry',
      kind: 'lesson',
      body: 'Savoir la première strophe.',
      minutes: 10,
    })
    .execute();
  const text = { name: 'poesie.txt', mediaType: 'text/plain', bytes: Buffer.from('Il pleut, il mouille.') };
  const fileId = await keepFile(db, drawerIn(folder), text, { schoolId, by: teacherId });
  await db.insertInto('homework.attachments').values({ work_id: workId, file_id: fileId }).execute();
  const sessionId = newId();
  await db
    .insertInto('homework.sessions')
    .values({
      id: sessionId,
      school_id: schoolId,
      class_id: classId,
      author_id: teacherId,
      day: week,
      half: 'morning',
      subject: 'maths',
      body: 'Les nombres jusqu’à cent.',
    })
    .execute();
  const substitutionId = newId();
  await db
    .insertInto('homework.substitutions')
    .values({
      id: substitutionId,
      school_id: schoolId,
      class_id: classId,
      person_id: directorId,
      day: addDays(week, 300),
      opens_at: new Date(now.getTime() + 300 * 86_400_000),
      closes_at: new Date(now.getTime() + 301 * 86_400_000),
      opened_by: teacherId,
      ended_at: null,
    })
    .execute();
  return { workId, fileId, sessionId, substitutionId, week };
};
