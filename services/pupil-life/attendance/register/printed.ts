import { type Reader, sql, z } from '#kernel';
import { halfDaysOf, lastDayOf } from '../half-days.ts';
import type { State, Tables } from '../tables.ts';

/** What the document of a month prints: names in it, none in the chain. `cells` follow `halfDays`; '' where the child was not called. */
export const Printed = z.object({
  school: z.string(),
  uai: z.string(),
  month: z.string(),
  classes: z.array(
    z.object({
      name: z.string(),
      halfDays: z.array(z.object({ day: z.string(), half: z.enum(['morning', 'afternoon']), called: z.boolean() })),
      pupils: z.array(z.object({ name: z.string(), cells: z.array(z.string()), absences: z.number(), lates: z.number() })),
      /** Of a hundred half-days of children that were called, those they were here; null when none was. */
      rate: z.number().nullable(),
    }),
  ),
});
export type Printed = z.infer<typeof Printed>;

const letter: Record<State, string> = { present: '·', absent: 'A', late: 'R' };

/** The month of each class that was called at least once, as it stands now. */
export async function printedMonth(db: Reader<Tables>, schoolId: string, month: string): Promise<Printed> {
  const { rows: schools } = await sql<{ school: string; uai: string }>`
    select p.name as school, s.uai from kernel.places p join kernel.schools s on s.id = p.id where p.id = ${schoolId}`.execute(db);
  const [school = { school: '', uai: '' }] = schools;
  const halfDays = await halfDaysOf(db, schoolId, `${month}-01`, lastDayOf(month));
  const { rows: calls } = await sql<{ classId: string; name: string; day: string; half: string }>`
    select c.class_id as "classId", place.name, c.day, c.half from attendance.calls c join kernel.places place on place.id = c.class_id
    where c.school_id = ${schoolId} and to_char(c.day, 'YYYY-MM') = ${month} order by place.name, place.id`.execute(db);
  const { rows: standings } = await sql<{ classId: string; pupilId: string; name: string; day: string; half: string; state: State }>`
    select s.class_id as "classId", p.id as "pupilId", p.last_name || ' ' || p.first_name as name, s.day, s.half, s.state
    from attendance.standings s join kernel.people p on p.id = s.pupil_id
    where s.school_id = ${schoolId} and to_char(s.day, 'YYYY-MM') = ${month} order by p.last_name, p.first_name, p.id`.execute(db);
  const key = ({ day, half }: { day: string; half: string }) => `${day} ${half}`;
  const classes = [...Map.groupBy(calls, ({ classId }) => classId)].map(([classId, called]) => {
    const days = new Set(called.map(key));
    const own = standings.filter((one) => one.classId === classId);
    const pupils = [...Map.groupBy(own, ({ pupilId }) => pupilId).values()].map((theirs) => {
      const states = new Map(theirs.map((one) => [key(one), one.state]));
      const count = (state: State) => theirs.filter((one) => one.state === state).length;
      return {
        name: theirs[0]?.name ?? '',
        cells: halfDays.map((halfDay) => letter[states.get(key(halfDay)) ?? 'present'].repeat(states.has(key(halfDay)) ? 1 : 0)),
        absences: count('absent'),
        lates: count('late'),
      };
    });
    const here = own.filter(({ state }) => state !== 'absent').length;
    return {
      name: called[0]?.name ?? '',
      halfDays: halfDays.map(({ day, half }) => ({ day, half, called: days.has(key({ day, half })) })),
      pupils,
      rate: own.length > 0 ? Math.round((1000 * here) / own.length) / 10 : null,
    };
  });
  return { ...school, month, classes };
}
