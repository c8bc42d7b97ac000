import { type Reader, sql, type Writer } from '#kernel/db';
import type { Me } from '#kernel/perimeter';

/** What a school without a convention may still do, and until when (docs/decisions/0014). */

export type SchoolEnd = { schoolId: string; readOnlyFrom: string; closedFrom: string };
export type EndedSchool = SchoolEnd & { name: string };

const parisDay = (now: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(now);

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

/** The schools in which nothing may be written any more. One short question; on an ordinary day there is none. */
export async function endedSchools(db: Reader, now: Date): Promise<EndedSchool[]> {
  const { rows } = await sql<EndedSchool>`
    select e.school_id as "schoolId", e.read_only_from as "readOnlyFrom", e.closed_from as "closedFrom", p.name
    from kernel.school_ends e join kernel.places p on p.id = e.school_id
    where e.read_only_from <= ${parisDay(now)}::date`.execute(db);
  return rows;
}

/**
 * The one of these schools in which this person is about to write: one that the address or the form names (the school itself, a
 * class, a pupil), or, when they name none, theirs if they have no other that goes on.
 */
export async function stopping(db: Reader, ended: EndedSchool[], me: Me, named: unknown[]): Promise<EndedSchool | undefined> {
  if (ended.length === 0) return;
  const ids = named.flat().filter(isId);
  const { rows } = await sql<{ id: string }>`
    select p.school_id as id from kernel.places p where p.id = any (${ids}::uuid[]) and p.school_id is not null
    union select f.school_id from kernel.functions_today f where f.person_id = any (${ids}::uuid[]) and f.kind = 'pupil'`.execute(db);
  const byId = new Map(ended.map((school) => [school.schoolId, school]));
  if (rows.length > 0) return rows.map(({ id }) => byId.get(id)).find((school) => school !== undefined);
  const mine = schoolsOf(me);
  return mine.every((id) => byId.has(id)) ? byId.get(mine[0] ?? '') : undefined;
}

/** Mine, if all that I am is in schools: whoever works for a town or an academy is not stopped by the end of one. */
const schoolsOf = (me: Me): string[] =>
  me.functions.some(({ schoolId }) => schoolId === null)
    ? []
    : [...me.functions.flatMap(({ schoolId }) => schoolId ?? []), ...me.children.map(({ schoolId }) => schoolId)];

/** Says when these schools stop, or, without days, that they go on. */
export async function setEnds(
  db: Writer,
  ends: readonly { schoolId: string; days: { readOnlyFrom: string; closedFrom: string } | null }[],
): Promise<void> {
  const stops = ends.flatMap(({ schoolId, days }) =>
    days ? [{ school_id: schoolId, read_only_from: days.readOnlyFrom, closed_from: days.closedFrom }] : [],
  );
  await sql`
    delete from kernel.school_ends where school_id = any (${ends.flatMap(({ schoolId, days }) => (days ? [] : [schoolId]))}::uuid[])`.execute(
    db,
  );
  await sql`
    insert into kernel.school_ends (school_id, read_only_from, closed_from)
    select school_id, read_only_from, closed_from
    from json_to_recordset(${JSON.stringify(stops)}::json) as stop (school_id uuid, read_only_from date, closed_from date)
    on conflict (school_id) do update set read_only_from = excluded.read_only_from, closed_from = excluded.closed_from`.execute(db);
}
