import { newId, type Writer } from '#kernel';
import { merge } from '#kernel/people';
import type { Samples } from '#kernel/testing';
import type { Tables } from './tables.ts';

/** Two sheets of a parent of the class, not yet decided; and two others, decided. */
export const samples: Samples = async (tx, { pupilId, now }) => {
  const db: Writer<Tables> = tx;
  const parent = async (first: string): Promise<string> => {
    const id = newId();
    await db.insertInto('kernel.people').values({ id, first_name: first, last_name: 'Vergne', birth_date: '1988-02-03' }).execute();
    await db.insertInto('kernel.guardianships').values({ pupil_id: pupilId, guardian_id: id, kind: 'other' }).execute();
    return id;
  };
  const [oneId = '', otherId = ''] = [await parent('Mila'), await parent('Mila')].sort();
  await db
    .insertInto('duplicates.pairs')
    .values({ one_id: oneId, other_id: otherId, evidence: ['same-name', 'same-birth'], found_at: now })
    .execute();
  const done = await merge(db, {
    survivorId: await parent('Zoé'),
    mergedId: await parent('Zoé'),
    evidence: ['same-birth'],
    by: null,
    now,
  });
  return { oneId, otherId, mergeId: done?.id ?? '' };
};
