import { newId } from '#kernel';
import type { Samples } from '#kernel/testing';

export const samples: Samples = async (db, { schoolId, teacherId }) => {
  const functionId = newId();
  await db
    .insertInto('kernel.functions')
    .values({ id: functionId, person_id: teacherId, place_id: schoolId, school_id: schoolId, kind: 'assistant' })
    .execute();
  return { functionId };
};
