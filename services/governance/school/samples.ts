import { newId } from '#kernel';
import type { Samples } from '#kernel/testing';

export const samples: Samples = async (db, { schoolId, pupilId, teacherId, directorId, now }) => {
  const functionId = newId();
  await db
    .insertInto('kernel.functions')
    .values({ id: functionId, person_id: teacherId, place_id: schoolId, school_id: schoolId, kind: 'assistant' })
    .execute();
  const restrictionId = newId();
  const strangerId = newId();
  await db.insertInto('kernel.people').values({ id: strangerId, first_name: 'Karim', last_name: 'Sadi' }).execute();
  await db
    .insertInto('kernel.guardian_restrictions')
    .values({
      ...{
        id: restrictionId,
        pupil_id: pupilId,
        guardian_id: strangerId,
        school_id: schoolId,
        informed: false,
        reference: 'Jugement 26/0001',
      },
      ...{ decided_on: '2026-10-01', ends_on: null, kind: 'father', holds_authority: true, source: 'manual' },
      ...{ set_by: directorId, set_at: now, lifted_by: null, lifted_at: null },
    })
    .execute();
  return { functionId, restrictionId };
};
