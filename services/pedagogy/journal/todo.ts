import { type Me, type Reader, sql, type Todo } from '#kernel';
import { projectOf } from '#kernel/consent';
import { placesOf } from '#kernel/perimeter';
import { t } from './texts.ts';

type Ask = { db: Reader; me: Me; now: Date };

/** A child in a class, about whom I hold authority and have not said yes nor no this year. */
async function toAnswer({ db, me, now }: Ask): Promise<Todo[]> {
  const inClass = me.children.filter(({ classId }) => classId !== null);
  if (inClass.length === 0) return [];
  const { rows } = await sql<{ id: string; firstName: string }>`
    select p.id, p.first_name as "firstName" from kernel.guardianships g join kernel.people p on p.id = g.pupil_id
    where g.guardian_id = ${me.personId} and g.holds_authority and g.pupil_id = any (${inClass.map(({ id }) => id)}::uuid[])
      and not exists (select from kernel.consents c where c.pupil_id = g.pupil_id and c.guardian_id = g.guardian_id
        and c.project = ${projectOf('journal', now)}) order by p.birth_date, p.id`.execute(db);
  return rows.map((child) => ({ href: `/accords/${child.id}`, title: t.todoConsent({ child: child.firstName }), verb: t.answer, child }));
}

/** What the pupils of my classes sent and that waits. */
async function toReread({ db, me }: Ask): Promise<Todo[]> {
  const classIds = placesOf(me, 'teacher');
  if (classIds.length === 0) return [];
  const { rows } = await sql<{ classId: string; count: number }>`
    select class_id as "classId", count(*) as count from journal.posts
    where class_id = any (${classIds}::uuid[]) and state = 'waiting' group by class_id order by class_id`.execute(db);
  return rows.map(({ classId, count }) => ({ href: `/journal/${classId}/relecture`, title: t.waitingPosts({ count }), verb: t.reread }));
}

export const todo = async (ask: Ask): Promise<Todo[]> => [...(await toReread(ask)), ...(await toAnswer(ask))];
