import type { Download } from './route.ts';

/** Outside the perimeter and nonexistent look the same from outside: both are this. */
export const hidden = Symbol('hidden');
export type Hidden = typeof hidden;

/** An expected refusal: the person reads a sentence, and the form comes back as it was. */
export type Refusal = { refused: string; sentence: string; field?: string; status: 403 | 409 | 413 | 422 | 429 };

/** `refuse('full', 'La classe est complète.')`; `field` puts the sentence beside it. */
export const refuse = (
  why: string,
  sentence: string,
  { field, status = 422 }: { field?: string; status?: Refusal['status'] } = {},
): Refusal => ({
  refused: why,
  sentence,
  status,
  ...(field ? { field } : {}),
});

export type AuditNote = { schoolId?: string | null; details?: Record<string, unknown> };

/** What an action ends with: somewhere to go, a file, a refusal, or nothing there. */
export type Outcome =
  | {
      see: string;
      /** Said once on the next page: « Le mot est parti. » */
      say?: string;
      note?: AuditNote;
      /** A new session's token, or the end of this one. */
      session?: { token: string; keep: boolean } | 'ended';
      /** This device is now known for this account. */
      device?: string;
      /** What this browser must bring back to finish coming in: a token, for ten minutes; or there is nothing to wait for any more. */
      waiting?: string | 'ended';
      /** This browser is a class's from now on, until then; or is no more. */
      classDevice?: { token: string; until: Date } | 'closed';
    }
  | { file: Download; note?: AuditNote }
  | Refusal
  | Hidden;
