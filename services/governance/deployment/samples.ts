import { newId, type Writer } from '#kernel';
import type { Samples } from '#kernel/testing';
import { countIn } from './count.ts';
import type { Tables } from './tables.ts';

/** The board of a circonscription, as if its night had gone by, and a letter to its school. */
export const samples: Samples = async (tx, { circonscriptionId, schoolId, directorId, now }) => {
  const db: Writer<Tables> = tx;
  await countIn(db, now);
  const [mailingId, letterId] = [newId(), newId()];
  await db
    .insertInto('deployment.mailings')
    .values({ id: mailingId, place_id: circonscriptionId, sent_by: null, sent_at: now, paper: true, message: true })
    .execute();
  await db
    .insertInto('deployment.letters')
    .values({ id: letterId, mailing_id: mailingId, school_id: schoolId, stall: 'few', since: '2026-09-14', sent_at: now })
    .execute();
  await db.insertInto('deployment.recipients').values({ letter_id: letterId, person_id: directorId }).execute();
  return { placeId: circonscriptionId, mailingId, letterId };
};
