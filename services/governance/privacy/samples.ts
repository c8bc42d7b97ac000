import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { addBreachStep } from './breaches/breach.ts';
import { dueAfter, usualMonths } from './clock.ts';
import { addStep } from './requests.ts';
import type { Tables } from './tables.ts';

/** A file ready to be taken, and a day when something was deleted. */
export const samples: Samples = async (tx, { guardianId, pupilId, directorId, schoolId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const fileId = newId(now.getTime());
  const bytes = Buffer.from('PK');
  const kept = await keepFile(
    db,
    drawerIn(folder),
    { name: 'Données.zip', mediaType: 'application/zip', bytes },
    { schoolId, by: guardianId },
  );
  await db
    .insertInto('privacy.files')
    .values({ id: fileId, person_id: guardianId, asked_by: guardianId, state: 'ready', asked_at: now, file_id: kept, size: bytes.length })
    .execute();
  const day = now.toISOString().slice(0, 10);
  await db
    .insertInto('kernel.deletions')
    .values({ id: newId(), day, at: now, why: 'term', what: 'Messages', table_name: 'messaging.messages', rows: 3 })
    .execute();
  const requestId = newId(now.getTime());
  await db
    .insertInto('privacy.requests')
    .values({
      ...{ id: requestId, person_id: pupilId, asked_by: guardianId, place_id: schoolId, claim: 'rectification' },
      ...{ said: 'Le prénom de Léa s’écrit avec un accent.', received_on: day, due_on: dueAfter(day, usualMonths) },
    })
    .execute();
  await addStep(db, { requestId, kind: 'received', words: 'Le prénom de Léa s’écrit avec un accent.', by: guardianId, now });
  const paper = { name: 'livret.txt', mediaType: 'text/plain', bytes: Buffer.from('Livret de famille') };
  const proofId = await keepFile(db, drawerIn(folder), paper, { schoolId: null, by: guardianId });
  await db.insertInto('privacy.proofs').values({ request_id: requestId, file_id: proofId, added_by: guardianId, added_at: now }).execute();
  const [goneId, deathId] = [newId(), newId()];
  await db.insertInto('kernel.people').values({ id: goneId, first_name: 'Jean', last_name: 'Ancien' }).execute();
  await db
    .insertInto('privacy.deaths')
    .values({
      ...{ id: deathId, person_id: goneId, place_id: schoolId, died_on: day, recorded_by: directorId, recorded_at: now },
      ...{ wish: 'erase', heir: null },
    })
    .execute();
  const breachId = newId(now.getTime());
  await db
    .insertInto('privacy.breaches')
    .values({
      ...{
        id: breachId,
        place_id: schoolId,
        exercise: false,
        reported_by: directorId,
        reported_at: now,
        discovered_at: now,
        children: true,
      },
      ...{
        what: 'Une liste de classe est partie à une autre école.',
        people_told_at: now,
        people_told: 'Madame, Monsieur, …',
        children_told: 'Ce n’est pas ta faute.',
      },
    })
    .execute();
  await addBreachStep(db, { breachId, kind: 'reported', words: 'Une liste de classe.', by: directorId, now });
  return { fileId, requestId, proofId, breachId, deathId };
};
