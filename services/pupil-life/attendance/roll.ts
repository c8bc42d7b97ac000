import { type Reader, sql, z } from '#kernel';
import type { Half } from '#kernel/calendar';
import type { State, Tables } from './tables.ts';

/** A child's line on the sheet. `announced`: what the family said beforehand. */
export const Line = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(['present', 'absent', 'late']),
  arrived: z.string().nullable(),
  announced: z.enum(['absence', 'lateness']).nullable(),
});
export type Line = z.infer<typeof Line>;

export type ClassKnown = { id: string; name: string; schoolId: string };

export const classById = async (db: Reader<Tables>, classId: string): Promise<ClassKnown | undefined> => {
  const { rows } = await sql<ClassKnown>`
    select id, name, school_id as "schoolId" from kernel.places where id = ${classId} and kind = 'class' and school_id is not null`.execute(
    db,
  );
  return rows[0];
};

export type HalfDayOfClass = { classId: string; day: string; half: Half };

export const callOf = (db: Reader<Tables>, { classId, day, half }: HalfDayOfClass): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('attendance.calls')
    .select('id')
    .where('class_id', '=', classId)
    .where('day', '=', day)
    .where('half', '=', half)
    .executeTakeFirst();

/** The children of the class, and those who were called there that half-day and left since: as they stand, or as they are proposed. */
export async function linesOf(db: Reader<Tables>, { classId, day, half }: HalfDayOfClass): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select p.id, p.first_name || ' ' || p.last_name as name, s.arrived, said.kind as announced,
      coalesce(s.state, case said.kind when 'absence' then 'absent' when 'lateness' then 'late' else 'present' end) as state
    from kernel.people p
    left join lateral (select d.kind from attendance.declarations d
      where d.pupil_id = p.id and ${day}::date between d.from_day and d.to_day and (d.half is null or d.half = ${half}) and d.withdrawn_at is null
      order by d.kind limit 1) said on true
    left join attendance.standings s on s.pupil_id = p.id and s.class_id = ${classId} and s.day = ${day}::date and s.half = ${half}
    where s.pupil_id is not null or p.id in (select person_id from kernel.functions_today where place_id = ${classId} and kind = 'pupil')
    order by p.last_name, p.first_name, p.id`.execute(db);
  return rows;
}

export type Known = { state: State; arrived: string | null };

/** How the sheet shows a child before anybody touches the line: present, unless the family said otherwise. */
export const proposed = ({ announced }: Pick<Line, 'announced'>): Known => ({
  state: announced === 'absence' ? 'absent' : announced === 'lateness' ? 'late' : 'present',
  arrived: null,
});

/** What the sender of a sheet may have known: the `seen` sendings it showed when it was drawn, and what this same page sent before. */
export async function knownAfter(
  db: Reader<Tables>,
  callId: string,
  { seen, key }: { seen: number; key: string },
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known & { pupilId: string }>`
    select distinct on (m.pupil_id) m.pupil_id as "pupilId", m.state, m.arrived
    from attendance.marks m join attendance.takes t on t.id = m.take_id
    where t.call_id = ${callId} and (t.number <= ${seen} or t.client_key = ${key})
    order by m.pupil_id, m.marked_at desc nulls last, t.number desc`.execute(db);
  return new Map(rows.map(({ pupilId, ...known }) => [pupilId, known]));
}
