import { type Caller, type Refusal, refuse } from '#kernel';
import type { Database } from '#kernel/db';
import { countTry, windowsFor } from '#kernel/identity';
import { t } from './texts.ts';

/** Counts a try at something that could be guessed, and refuses when there were too many from here. Outside any transaction. */
export async function slowed(
  aside: Database,
  what: { purpose: string; subject: string; accountId?: string },
  caller: Caller,
): Promise<Refusal | undefined> {
  const wait = await countTry(aside, windowsFor(what.purpose, what.subject, caller, what.accountId));
  return wait > 0 ? refuse('slow', t.slow({ minutes: Math.ceil(wait / 60) }), { status: 429 }) : undefined;
}
