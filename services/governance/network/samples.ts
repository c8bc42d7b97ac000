import { newId, type Writer } from '#kernel';
import type { Samples } from '#kernel/testing';
import type { Tables } from './tables.ts';

/** A slow line, measured twice. */
export const samples: Samples = async (tx, { schoolId, now }) => {
  const db: Writer<Tables> = tx;
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await db
    .insertInto('network.measures')
    .values([
      { id: newId(), school_id: schoolId, at: before(2), kbps: 1100, latency_ms: 60, by: 'teacher' },
      { id: newId(), school_id: schoolId, at: before(9), kbps: 4200, latency_ms: 45, by: 'director' },
    ])
    .execute();
  return {};
};
