import { newId, sql } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { seedDemo } from './demo.ts';

/** A parent's question in the school's queue, with a file; and a ready answer of the school. */
export const samples: Samples = async (db, { schoolId, teacherId, guardianId, academyId, now, folder }) => {
  const {
    tickets: [ticketId = ''],
    macroId,
  } = await seedDemo(db, { schoolId, teacherId, guardianId, now });
  const file = { name: 'écran.txt', mediaType: 'text/plain', bytes: Buffer.from('Ce que je vois') };
  const fileId = await keepFile(db, drawerIn(folder), file, { schoolId, by: guardianId });
  await sql`insert into support.attachments (ticket_id, file_id) values (${ticketId}, ${fileId})`.execute(db);
  const [incidentId, articleId] = [newId(), newId()];
  await sql`insert into support.incidents (id, place_id, title, state, starts_at)
    values (${incidentId}, ${academyId}, 'Les photos s’ouvrent lentement', 'watching', ${now})`.execute(db);
  await sql`insert into support.updates (id, incident_id, state, body, at)
    values (${newId()}, ${incidentId}, 'watching', 'Une machine est remplacée.', ${now})`.execute(db);
  await sql`insert into support.articles (id, place_id, title, body, audience, open, changed_at)
    values (${articleId}, ${academyId}, 'J’ai perdu mon mot de passe', ${'# Avant tout\n- Demandez une fiche.'}, 'everybody', true, ${now})`.execute(
    db,
  );
  return { ticketId, fileId, macroId, incidentId, articleId };
};
