import { sql } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { seedDemo } from './demo.ts';

/** A parent's question in the school's queue, with a file; and a ready answer of the school. */
export const samples: Samples = async (db, { schoolId, teacherId, guardianId, now, folder }) => {
  const {
    tickets: [ticketId = ''],
    macroId,
  } = await seedDemo(db, { schoolId, teacherId, guardianId, now });
  const file = { name: 'écran.txt', mediaType: 'text/plain', bytes: Buffer.from('Ce que je vois') };
  const fileId = await keepFile(db, drawerIn(folder), file, { schoolId, by: guardianId });
  await sql`insert into support.attachments (ticket_id, file_id) values (${ticketId}, ${fileId})`.execute(db);
  return { ticketId, fileId, macroId };
};
