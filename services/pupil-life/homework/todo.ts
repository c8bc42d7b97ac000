import { type Me, type Reader, sql, type Todo } from '#kernel';
import { parisDay } from '#kernel/ui';
import { replacesIn } from './policy.ts';
import { t } from './texts.ts';
import { addDays } from './week.ts';

type Ask = { db: Reader; me: Me; now: Date };

/** One line per child for tomorrow, or on a Friday for Monday: what is not ticked yet. Each parent has it; one tick takes it off for both. */
async function toPrepare({ db, me, now }: Ask): Promise<Todo[]> {
  if (me.children.length === 0) return [];
  const today = parisDay(now);
  const { rows } = await sql<{ pupilId: string; firstName: string; school: string; day: string; count: number }>`
    select child.id as "pupilId", child.first_name as "firstName", school.name as school, w.due_on as day, count(*) as count
    from homework.of_pupils o
    join homework.works w on w.id = o.work_id and w.due_on > ${today}::date
      and w.due_on <= case when extract(isodow from ${today}::date) >= 5 then ${addDays(today, 3)}::date else ${addDays(today, 1)}::date end
    join kernel.people child on child.id = o.pupil_id
    join kernel.places school on school.id = w.school_id
    where o.pupil_id = any (${me.children.map(({ id }) => id)}::uuid[])
      and not exists (select from homework.ticks k where k.work_id = w.id and k.pupil_id = child.id)
    group by child.id, child.first_name, school.name, w.due_on order by w.due_on, child.id`.execute(db);
  return rows.map(({ pupilId, firstName, school, day, count }) => ({
    href: `/devoirs/famille?semaine=${day}#j${day}`,
    title: t.toPrepare({ count }),
    verb: t.look,
    child: { id: pupilId, firstName },
    school,
    deadline: day,
  }));
}

/** The class that I replace in, until its access dies. */
async function toReplace({ db, me, now }: Ask): Promise<Todo[]> {
  const classIds = (await replacesIn(db, me, now)).map(({ classId }) => classId);
  if (classIds.length === 0) return [];
  const classes = await db.selectFrom('kernel.places').select(['id', 'name']).where('id', 'in', classIds).orderBy('name').execute();
  return classes.map(({ id, name }) => ({ href: `/devoirs/${id}/remplacement`, title: t.youReplace({ name }), verb: t.look }));
}

export const todo = async (ask: Ask): Promise<Todo[]> => [...(await toReplace(ask)), ...(await toPrepare(ask))];
