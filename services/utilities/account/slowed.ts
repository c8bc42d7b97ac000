import { type Caller, type Refusal, refuse } from '#kernel';
import type { Database } from '#kernel/db';
import { countTry, windowsFor } from '#kernel/identity';
import { w } from './security-texts.ts';
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

/**
 * A mail code is sent to whoever has the password: counted by line like every try, and by account too, twenty a day. From a
 * thousand addresses at once somebody would otherwise guess one. Only who has the password fills this count (decision 0003).
 */
export async function tooManyCodes(aside: Database, accountId: string, caller: Caller): Promise<Refusal | undefined> {
  const byLine = await slowed(aside, { purpose: 'mail-code', subject: accountId, accountId }, caller);
  if (byLine) return byLine;
  const wait = await countTry(aside, [{ key: `mail-code ${accountId} day`, most: 20, seconds: 24 * 3600 }]);
  return wait > 0 ? refuse('slow', w.tooManyCodes, { status: 429 }) : undefined;
}
