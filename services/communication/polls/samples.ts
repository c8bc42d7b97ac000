import type { Samples } from '#kernel/testing';
import { seedDemo } from './demo.ts';

/** A question and a list of volunteers: the list is the one that is walked. */
export const samples: Samples = async (db, { classId, teacherId, now, guardianId }) => {
  const [, pollId] = await seedDemo(db, { classId, teacherId, now, waiting: [guardianId] });
  return { pollId: pollId ?? '' };
};
