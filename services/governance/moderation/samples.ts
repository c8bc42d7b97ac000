import { newId } from '#kernel';
import { everyFeature, hold, report } from '#kernel/moderation';
import type { Samples } from '#kernel/testing';

/** A brake that waits for a second person, something held and something reported. */
export const samples: Samples = async (db, { schoolId, pupilId, guardianId, now }) => {
  const brakeId = newId();
  await db
    .insertInto('kernel.brakes')
    .values({
      id: brakeId,
      place_id: schoolId,
      feature: everyFeature,
      profiles: ['pupil'],
      state: 'staff-first',
      reason: 'Un lien dangereux circule.',
      set_by: guardianId,
      set_at: now,
      ends_at: new Date(now.getTime() + 86_400_000),
      needs_second: true,
    })
    .execute();
  const thing = { service: 'messaging', schoolId, authorId: pupilId, now };
  const [heldId, reportedId] = [newId(), newId()];
  await hold(db, { ...thing, thingId: heldId, why: 'Envoyé la nuit à beaucoup de monde.', contentHash: null });
  await report(db, { ...thing, thingId: reportedId, reportedBy: guardianId, why: 'Ce message fait peur.' });
  const held = await db.selectFrom('kernel.holds').select('id').where('thing_id', '=', heldId).executeTakeFirstOrThrow();
  const reported = await db.selectFrom('kernel.reports').select('id').where('thing_id', '=', reportedId).executeTakeFirstOrThrow();
  return { brakeId, holdId: held.id, reportId: reported.id, placeId: schoolId };
};
