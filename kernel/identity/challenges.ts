import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Writer } from '#kernel/db';
import { drawn } from './seal.ts';

/** A question that a key signs once, within five minutes. `to`: what it is for and for whom, « prove <session> ». */
export type Challenge = { secret: Buffer; to: string; now: Date };

const minutes = 5;
const sizes = { random: 16, time: 6, mark: 20 };

/**
 * Sixteen random bytes, the moment it ends, and the mark of the secret over both and over what it is for: a page can be drawn
 * without writing anything, and nobody fills a table by asking for challenges.
 */
export function newChallenge({ secret, to, now }: Challenge): Buffer<ArrayBuffer> {
  const time = Buffer.alloc(sizes.time);
  time.writeUIntBE(now.getTime() + minutes * 60_000, 0, sizes.time);
  const body = Buffer.concat([randomBytes(sizes.random), time]);
  return Buffer.concat([body, markOf(secret, to, body)]);
}

const markOf = (secret: Buffer, to: string, body: Buffer): Buffer =>
  drawn(secret, 'challenge', `${to} ${body.toString('base64url')}`).subarray(0, sizes.mark);

/** Is this one of ours, for this, and still alive? `challenge` in base64url, as browsers give it back. */
export function isOurs(challenge: string, { secret, to, now }: Challenge): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== sizes.random + sizes.time + sizes.mark) return false;
  const body = bytes.subarray(0, sizes.random + sizes.time);
  const alive = body.readUIntBE(sizes.random, sizes.time) > now.getTime();
  return timingSafeEqual(markOf(secret, to, body), bytes.subarray(body.length)) && alive;
}

/** Uses a challenge up: one statement, so that of the same answer sent twenty times at once, one wins. */
export async function spend(db: Writer, challenge: string, now: Date): Promise<boolean> {
  const spent = await db
    .insertInto('kernel.spent_challenges')
    .values({ challenge, expires_at: new Date(now.getTime() + minutes * 60_000) })
    .onConflict((known) => known.doNothing())
    .executeTakeFirst();
  return spent.numInsertedOrUpdatedRows === 1n;
}
