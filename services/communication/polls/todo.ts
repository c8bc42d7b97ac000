import type { Me, Reader, Todo } from '#kernel';
import { askedOf } from './polls.ts';
import { t } from './texts.ts';

/** What is asked of me and has not had my answer; the other parent's takes nothing off my list. */
export async function todo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  const polls = await askedOf(db, me, now);
  return polls
    .filter(({ closed, answered, authorId }) => !closed && !answered && authorId !== me.personId)
    .map(({ id, question, place, kind, closesOn }) => ({
      href: `/sondages/${id}`,
      title: question,
      verb: kind === 'question' ? t.answer : t.look,
      school: place,
      deadline: closesOn,
    }));
}
