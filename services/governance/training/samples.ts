import type { Samples } from '#kernel/testing';
import { seedDemo } from './demo.ts';

/** A course of the circonscription; the session that is walked is over, and its teacher came. */
export const samples: Samples = async (db, { circonscriptionId, teacherId, now }) =>
  seedDemo(db, { placeId: circonscriptionId, teacherId, now });
