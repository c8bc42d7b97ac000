import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { sendDemo, writeDemo } from './demo.ts';
import type { Tables } from './tables.ts';

/** A draft, a note that was sent with a file, and an answer that came back on paper. */
export const samples: Samples = async (tx, { classId, teacherId, schoolId, pupilId, guardianId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const seat = { classId, teacherId, now };
  const model = {
    category: 'outing',
    title: 'Sortie au parc',
    text: 'Chères familles,\n\nNous allons au parc.',
    replyKind: 'signature',
  } as const;
  const draftId = await writeDemo(db, seat, model);
  const noteId = await sendDemo(db, seat, { ...model, ago: 1 });
  const program = { name: 'programme.txt', mediaType: 'text/plain', bytes: Buffer.from('Le matin, le parc. Le soir, la soupe.') };
  const fileId = await keepFile(db, drawerIn(folder), program, { schoolId, by: teacherId });
  await db.insertInto('liaison.attachments').values({ note_id: noteId, file_id: fileId }).execute();
  const replyId = newId();
  await db
    .insertInto('liaison.replies')
    .values({
      id: replyId,
      note_id: noteId,
      pupil_id: pupilId,
      guardian_id: guardianId,
      number: 1,
      version: 1,
      answer: null,
      at: now,
      on_paper: true,
      entered_by: teacherId,
      undone_at: null,
    })
    .execute();
  return { draftId, noteId, fileId, replyId };
};
