import type { Writer } from '#kernel';
import { newId } from '#kernel';
import type { Samples } from '#kernel/testing';
import { hashOf, openingCode, openingHash } from './secrets.ts';
import type { Tables } from './tables.ts';

/** A class opened a moment ago, and a badge that works. */
export const samples: Samples = async (tx, { classId, teacherId, pupilId, now }) => {
  const db: Writer<Tables> = tx;
  const openingId = newId();
  const secret = Buffer.from('the secret of a test, 32 bytes..');
  await db
    .insertInto('badges.openings')
    .values({
      id: openingId,
      class_id: classId,
      opened_by: teacherId,
      code_hash: openingHash(secret, openingCode(secret, openingId)),
      expires_at: new Date(now.getTime() + 600_000),
    })
    .execute();
  await db
    .insertInto('badges.badges')
    .values({ id: newId(), pupil_id: pupilId, token_hash: hashOf(`badge of ${pupilId}`), made_by: teacherId, made_at: now })
    .execute();
  return { openingId };
};
