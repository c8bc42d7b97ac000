import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { sendDemo, writeDemo } from './demo.ts';
import type { Tables } from './tables.ts';

/** A draft of the teacher, a message to a parent with a file, a folder and a group; what a pupil wrote waits for the teacher. */
export const samples: Samples = async (tx, { teacherId, guardianId, pupilId, classId, schoolId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const words = { subject: 'Rendez-vous de jeudi', text: 'Bonjour,\n\nJe vous propose jeudi à 17 h.' };
  const draftId = await writeDemo(db, { from: teacherId, to: [guardianId], schoolId, at: now, ...words });
  const messageId = await sendDemo(db, { from: teacherId, to: [guardianId], schoolId, at: new Date(now.getTime() - 3_600_000), ...words });
  const plan = { name: 'plan.txt', mediaType: 'text/plain', bytes: Buffer.from('La salle est au bout du couloir.') };
  const fileId = await keepFile(db, drawerIn(folder), plan, { schoolId, by: teacherId });
  await db.insertInto('messaging.attachments').values({ message_id: messageId, file_id: fileId }).execute();
  const [folderId, groupId] = [newId(), newId()];
  await db.insertInto('messaging.folders').values({ id: folderId, person_id: teacherId, parent_id: null, name: 'Sorties' }).execute();
  await db.insertInto('messaging.groups').values({ id: groupId, owner_id: teacherId, name: 'La chorale' }).execute();
  await db.insertInto('messaging.group_members').values({ group_id: groupId, person_id: guardianId }).execute();
  const relayId = await writeDemo(db, { from: pupilId, to: [], schoolId, at: now, subject: 'Mercredi', text: 'Tu viens jouer ?' });
  await db
    .updateTable('messaging.messages')
    .set({ state: 'held', held_for: 'class', class_id: classId, sent_at: now })
    .where('id', '=', relayId)
    .execute();
  return { relayId, draftId, messageId, fileId, folderId, groupId };
};
