import type { Writer } from '#kernel';
import type { Tables } from './tables.ts';

/** Whom one may play: a school as one lives it, and those who look after it. Nobody who runs the ENT. */
export const roles = [
  'teacher',
  'nursery-teacher',
  'director',
  'parent',
  'nursery-pupil',
  'beginner',
  'pupil',
  'assistant',
  'atsem',
  'town',
  'adviser',
] as const;
export type Role = (typeof roles)[number];

/** Called by whoever fills a sandbox, and by nothing else. */
export const castRole = async (db: Writer<Tables>, role: Role, personId: string): Promise<void> =>
  void (await db.insertInto('sandbox.roles').values({ role, person_id: personId }).execute());
