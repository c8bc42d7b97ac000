import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';
import { addDays } from './week.ts';

/** A lesson for tomorrow, with a page to read. */
export const samples: Samples = async (tx, { classId, schoolId, teacherId, folder, now }) => {
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
  return { workId, fileId, week };
};
