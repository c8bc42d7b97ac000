import type { Samples } from '#kernel/testing';
import { countIn } from './count.ts';

/** The board of a circonscription, as if its night had gone by. */
export const samples: Samples = async (db, { circonscriptionId, now }) => {
  await countIn(db, now);
  return { placeId: circonscriptionId };
};
