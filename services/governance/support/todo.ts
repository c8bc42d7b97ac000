import { type Me, type Reader, sql, type Todo } from '#kernel';
import { parisDay } from '#kernel/ui';
import { hasQueue, inMyQueue } from './policy.ts';
import { t } from './texts.ts';

/** What my queues have not answered once, the nearest deadline first; taken by somebody else, it is theirs. */
export async function todo({ db, me }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (!hasQueue({ me })) return [];
  const { rows } = await sql<{ id: string; title: string; place: string; due: Date }>`
    select t.id, t.title, place.name as place, t.answer_due as due from support.tickets t
    join kernel.places place on place.id = t.place_id
    where t.state = 'waiting' and t.answered_at is null and ${inMyQueue(me)}
      and (t.taken_by is null or t.taken_by = ${me.personId}) and t.author_id is distinct from ${me.personId}
    order by t.answer_due, t.id limit 10`.execute(db);
  return rows.map(({ id, title, place, due }) => ({
    href: `/assistance/demandes/${id}`,
    title,
    verb: t.answerVerb,
    school: place,
    deadline: parisDay(due),
  }));
}
