import { type Me, type Reader, sql, type Todo } from '#kernel';
import { projectOf } from '#kernel/consent';
import { placesOf } from '#kernel/perimeter';
import { commentsToRead, toRereadText } from './rereading.ts';
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

/** What the pupils of my classes sent, and the words of their families, that wait. */
async function toReread({ db, me }: Ask): Promise<Todo[]> {
  const classIds = placesOf(me, 'teacher');
  if (classIds.length === 0) return [];
  const { rows } = await sql<{ classId: string; count: number; comments: number }>`
    select mine.id as "classId",
      (select count(*) from journal.posts where class_id = mine.id and state = 'waiting') as count,
      (${commentsToRead(sql.ref('mine.id'))}) as comments
    from unnest(${classIds}::uuid[]) as mine(id) order by mine.id`.execute(db);
  return rows
    .filter(({ count, comments }) => count + comments > 0)
    .map(({ classId, count, comments }) => ({
      href: `/journal/${classId}/relecture`,
      title: toRereadText(count, comments),
      verb: t.reread,
    }));
}

export const todo = async (ask: Ask): Promise<Todo[]> => [...(await toReread(ask)), ...(await toAnswer(ask))];
