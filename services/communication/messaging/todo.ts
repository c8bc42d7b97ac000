import { type Me, type Reader, sql } from '#kernel';
import type { Todo } from '#kernel/service';
import { classesRelayed } from './policy.ts';
import { t } from './texts.ts';

/** Children wait for their teacher to have read what they wrote. */
export async function todo({ db, me }: { db: Reader; me: Me }): Promise<Todo[]> {
  const classes = classesRelayed(me);
  if (classes.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from messaging.messages where class_id = any (${classes}::uuid[]) and held_for = 'class'`.execute(db);
  const count = rows[0]?.count ?? 0;
  return count > 0 ? [{ href: '/messagerie/a-relire', title: t.todoRelay({ count }), verb: t.relayVerb }] : [];
}
