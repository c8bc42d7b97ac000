import { type Reader, sql } from '#kernel';
import type { Tables } from '../tables.ts';
import { type Ends, follow, type StoredLine, type Verdict } from './chain.ts';

/** Follows the whole register of a school, and compares with what each closed month remembers. Nothing when it has no register. */
export async function verifySchool(db: Reader<Tables>, schoolId: string): Promise<Verdict | undefined> {
  const { rows: heads } = await sql<Ends>`
    select first_line as "firstLine", first_previous as "firstPrevious", line, hash from attendance.heads where school_id = ${schoolId}`.execute(
    db,
  );
  const lines = await linesFrom(db, schoolId, 1);
  const [ends] = heads;
  if (!ends) return lines[0] ? { valid: false, line: 1, why: 'head' } : undefined;
  const verdict = follow(lines, ends);
  if (!verdict.valid) return verdict;
  const closes = await db
    .selectFrom('attendance.closes')
    .select(['line', 'hash'])
    .where('school_id', '=', schoolId)
    .orderBy('line')
    .execute();
  const hashes = new Map(lines.map(({ line, hash }) => [line, hash]));
  const torn = closes.find(({ line, hash }) => line >= ends.firstLine && !hashes.get(line)?.equals(hash));
  return torn ? { valid: false, line: torn.line, why: 'head' } : verdict;
}

/** The lines of a school from this one on, in order. */
export async function linesFrom(db: Reader<Tables>, schoolId: string, first: number): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select line, written_at as "writtenAt", payload, previous, hash from attendance.register
    where school_id = ${schoolId} and line >= ${first} order by line`.execute(db);
  return rows;
}
