import type { Writer } from '#kernel';
import type { Samples } from '#kernel/testing';
import { take } from './book.ts';
import { seedDemo } from './demo.ts';
import type { Tables } from './tables.ts';

/** An evening of meetings, the parent's taken. */
export const samples: Samples = async (tx, { classId, teacherId, pupilId, guardianId, now }) => {
  const db: Writer<Tables> = tx;
  const roundId = await seedDemo(db, { classId, teacherId, now, waiting: [guardianId] });
  const { id: slotId } = await db
    .selectFrom('meetings.slots')
    .select('id')
    .where('round_id', '=', roundId)
    .orderBy('day', 'desc')
    .orderBy('starts')
    .executeTakeFirstOrThrow();
  await take(db, { slotId, roundId, pupilId, guardianId, alone: false, onPaper: false, now });
  return { roundId, slotId };
};
