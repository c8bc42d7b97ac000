import { type FunctionKind, type RawBuilder, sql } from '#kernel/db';
import { type Me, type Profile, profilesOf } from './me.ts';

/** Questions that a route's `may` asks. Each one reads as a sentence: `teaches(me, classId)`. */

/** Everybody who has an account. */
export const signedIn = (): boolean => true;

/** Whoever wears one of these hats, anywhere. The query must then fetch through the person. */
export const wears =
  (...hats: Profile[]) =>
  ({ me }: { me: Me }): boolean =>
    hats.some((hat) => profilesOf(me).has(hat));

/** Has one of these functions in this very place. */
export const has = (me: Me, placeId: string, ...kinds: FunctionKind[]): boolean =>
  me.functions.some((hat) => hat.placeId === placeId && kinds.includes(hat.kind));

export const teaches = (me: Me, classId: string): boolean => has(me, classId, 'teacher');
export const directs = (me: Me, schoolId: string): boolean => has(me, schoolId, 'director');
export const isGuardianOf = (me: Me, pupilId: string): boolean => me.children.some((child) => child.id === pupilId);
/** Runs the whole project. */
export const administers = (me: Me): boolean => me.functions.some((hat) => hat.kind === 'administrator');

/** The places where I have one of these functions. */
export const placesOf = (me: Me, ...kinds: FunctionKind[]): string[] =>
  me.functions.filter((hat) => kinds.includes(hat.kind)).map((hat) => hat.placeId);

/**
 * SQL: the ids of the places where I have one of these functions, and of all that they contain.
 * `where('school_id', 'in', within(me, 'director'))`. Nobody's perimeter is an empty set, never an error.
 */
export function within(me: Me, ...kinds: FunctionKind[]): RawBuilder<string> {
  const roots = placesOf(me, ...kinds);
  return sql<string>`(select place_id from kernel.place_ancestors where ancestor_id = any (${roots}::uuid[]))`;
}

/** SQL: the ids of my children's schools and classes. */
export function aroundMyChildren(me: Me): RawBuilder<string> {
  const places = me.children.flatMap((child) => [child.schoolId, child.classId]).filter((id) => id !== null);
  return sql<string>`(select unnest(${places}::uuid[]))`;
}
