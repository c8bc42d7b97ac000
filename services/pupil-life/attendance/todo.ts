import { type Me, type Reader, sql, type Todo } from '#kernel';
import { dayText, parisDay } from '#kernel/ui';
import { wordOf } from './half-days.ts';
import { t } from './texts.ts';

/** One line for each half-day of the last month whose motive nobody gave; one home's answer takes it off for both. */
export async function todo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (me.children.length === 0) return [];
  const { rows } = await sql<{ pupilId: string; firstName: string; school: string; day: string; half: 'morning' | 'afternoon' }>`
    select child.id as "pupilId", child.first_name as "firstName", school.name as school, a.day, a.half
    from attendance.absences a
    join kernel.people child on child.id = a.pupil_id
    join kernel.places school on school.id = a.school_id
    where a.pupil_id = any (${me.children.map(({ id }) => id)}::uuid[]) and a.day > ${parisDay(now)}::date - 31
      and not a.answered and a.judged is null and not exists (
        select from kernel.guardian_restrictions r
        where r.pupil_id = a.pupil_id and r.guardian_id = ${me.personId} and r.lifted_at is null)
    order by a.day, a.half desc`.execute(db);
  return rows.map(({ pupilId, firstName, school, day, half }) => ({
    href: `/appel/enfants/${pupilId}/${day}/${wordOf(half)}`,
    title: t.sayWhyAbsent({ day: dayText(day), half: wordOf(half) }),
    verb: t.say,
    child: { id: pupilId, firstName },
    school,
  }));
}
