import { createHmac, randomBytes } from 'node:crypto';
import type { Reader, Writer } from '#kernel';
import type { Tables } from '../tables.ts';

/** The names that the register gives to people: 128 bits of HMAC(salt of that person, id). Made at the first line that needs one. */
export async function pseudonymsOf(db: Writer<Tables>, personIds: string[]): Promise<Map<string, string>> {
  const known = await knownPseudonyms(db, personIds);
  const fresh = [...new Set(personIds)].filter((id) => !known.has(id)).sort();
  if (fresh.length === 0) return known;
  await db
    .insertInto('attendance.salts')
    .values(fresh.map((id) => ({ of_id: id, person_id: id, salt: randomBytes(32) })))
    .onConflict((on) => on.doNothing())
    .execute();
  return knownPseudonyms(db, personIds);
}

/** Those that still have one. */
export async function knownPseudonyms(db: Reader<Tables>, personIds: string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await db.selectFrom('attendance.salts').selectAll().where('person_id', 'in', personIds).orderBy('of_id').execute();
  const names = new Map<string, string>();
  for (const row of rows)
    if (!names.has(row.person_id) || row.of_id === row.person_id) names.set(row.person_id, nameOf(row.salt, row.of_id));
  return names;
}

const nameOf = (salt: Buffer, id: string): string => createHmac('sha256', salt).update(id).digest().subarray(0, 16).toString('base64url');
