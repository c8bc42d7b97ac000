import { Temporal } from 'temporal-polyfill';
import { type Reader, sql, z } from '#kernel';
import { halfWords, lastDayOf, wordOf } from '../half-days.ts';
import { motives, type Tables } from '../tables.ts';

export const Absence = z.object({
  day: z.string(),
  half: z.enum(halfWords),
  motives: z.array(z.enum(motives)),
  justified: z.boolean(),
  judged: z.boolean().nullable(),
});
export const Pupil = z.object({
  id: z.string(),
  name: z.string(),
  className: z.string(),
  absences: z.array(Absence),
  unjustified: z.number(),
});
export type Pupil = z.infer<typeof Pupil>;

/** From this many half-days of a month without legitimate motive nor valid excuse, the director acts (L131-8, R131-7). */
export const threshold = 4;

/** The children of a school, or of one class, who were absent in a month, those with most unjustified half-days first. */
export async function absentIn(
  db: Reader<Tables>,
  where: { schoolId: string; classId?: string; pupilId?: string },
  month: string,
): Promise<Pupil[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    className: string;
    absences: (Omit<z.infer<typeof Absence>, 'half'> & { half: 'morning' | 'afternoon' })[];
    unjustified: number;
  }>`
    select p.id, p.first_name || ' ' || p.last_name as name, max(c.name) as "className",
      json_agg(json_build_object('day', a.day, 'half', a.half, 'motives', a.motives, 'justified', a.justified, 'judged', a.judged) order by a.day, a.half desc) as absences,
      count(*) filter (where not a.justified)::int as unjustified
    from attendance.absences a join kernel.people p on p.id = a.pupil_id join kernel.places c on c.id = a.class_id
    where a.school_id = ${where.schoolId} and a.day between ${`${month}-01`}::date and ${lastDayOf(month)}::date
      and (${where.classId ?? null}::uuid is null or a.class_id = ${where.classId ?? null}::uuid)
      and (${where.pupilId ?? null}::uuid is null or a.pupil_id = ${where.pupilId ?? null}::uuid)
    group by p.id order by unjustified desc, p.last_name, p.first_name, p.id`.execute(db);
  return rows.map((row) => ({ ...row, absences: row.absences.map((one) => ({ ...one, half: wordOf(one.half) })) }));
}

export const addMonths = (month: string, months: number): string => Temporal.PlainYearMonth.from(month).add({ months }).toString();
