import { type Reader, sql } from '#kernel';
import type { Tables } from './tables.ts';
import { type Work, workColumns } from './works.ts';

/** A work as the child and the family know it: whose, in which school, and whether it is ticked. */
export type Asked = Work & { pupilId: string; firstName: string; done: boolean };

/** What these children have between two days, both included, in the classes and groups where they are today. */
export async function askedOf(db: Reader<Tables>, pupilIds: string[], from: string, to: string): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select ${workColumns}, child.id as "pupilId", child.first_name as "firstName",
      exists (select from homework.ticks k where k.work_id = w.id and k.pupil_id = child.id) as done
    from homework.of_pupils o
    join homework.works w on w.id = o.work_id and w.due_on between ${from}::date and ${to}::date
    join kernel.people child on child.id = o.pupil_id
    where o.pupil_id = any (${pupilIds}::uuid[])
    order by w.due_on, child.birth_date, child.id, w.kind = 'material', w.created_at, w.id`.execute(db);
  return rows;
}
