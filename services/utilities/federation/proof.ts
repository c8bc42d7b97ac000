import { type Me, type RawBuilder, type Reader, sql, type Writer } from '#kernel';
import { entryOf, useEntry } from './entry.tsx';
import { type Match, matching } from './people.ts';
import type { Tables } from './tables.ts';

type Proof = { ticket: string; door: string | undefined; me: Me; now: Date };

/** The other people whom a provider just proved the person signed in to be, for whoever merges them. */
export async function provedPeople(db: Reader, { ticket, door, me, now }: Proof): Promise<string[]> {
  const own: Reader<Tables> = db;
  const entry = await entryOf(own, ticket, door, now);
  return entry?.linking === me.personId ? others(await matching(db, entry), me) : [];
}

/** The same, once. */
export async function useProof(db: Writer, { ticket, door, me, now }: Proof): Promise<string[]> {
  const own: Writer<Tables> = db;
  const entry = await useEntry(own, ticket, door, now);
  return entry?.linking === me.personId ? others(await matching(db, entry), me) : [];
}

/** A frozen sheet is joined to none: nothing is done with it. */
const others = (found: Match[], me: Me): string[] =>
  found.flatMap(({ personId, frozen }) => (personId === me.personId || frozen ? [] : personId));

/** SQL: the pairs that one login proved at once. */
export const provedPairs = (): RawBuilder<unknown> => sql`(select one_id, other_id from federation.proofs)`;
