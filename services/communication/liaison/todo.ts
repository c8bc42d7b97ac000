import { type Me, type Reader, sql, type Todo } from '#kernel';
import { verbOf } from './kinds.ts';
import type { ReplyKind } from './tables.ts';

export type Awaited = {
  noteId: string;
  pupilId: string;
  firstName: string;
  title: string;
  school: string;
  deadline: string | null;
  replyKind: ReplyKind;
  asked: boolean;
};

/**
 * What is still awaited from me, one line per child and note, the most pressing first. Where one signature is enough, what the
 * other parent did takes nothing off my list: that would tell me about them. A line goes 14 days after its deadline, or 60
 * days after sending where there is none.
 */
export async function awaitedFrom(db: Reader, me: Me, now: Date): Promise<Awaited[]> {
  const { rows } = await sql<Awaited>`
    select s.note_id as "noteId", s.pupil_id as "pupilId", child.first_name as "firstName", n.title, school.name as school, n.deadline,
      s.reply_kind as "replyKind", s.asked
    from liaison.standings s
    join liaison.notes n on n.id = s.note_id
    join kernel.people child on child.id = s.pupil_id
    join kernel.places school on school.id = n.school_id
    where s.guardian_id = ${me.personId} and s.pupil_id = any (${me.children.map(({ id }) => id)}::uuid[])
      and s.state = 'sent' and n.arrives_at <= ${now} and s.concerned and case when s.asked then not s.done else s.seen_at is null end
      and case when n.deadline is null then n.arrives_at > ${now}::timestamptz - interval '60 days'
        else n.deadline >= (${now}::timestamptz at time zone 'Europe/Paris')::date - 14 end
    order by n.deadline nulls last, n.arrives_at, n.id, s.pupil_id`.execute(db);
  return rows;
}

export const todo = async ({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> => {
  if (me.children.length === 0) return [];
  const awaited = await awaitedFrom(db, me, now);
  return awaited.map((one) => ({
    href: `/liaison/mots/${one.noteId}/enfants/${one.pupilId}`,
    title: one.title,
    verb: verbOf(one),
    child: { id: one.pupilId, firstName: one.firstName },
    school: one.school,
    deadline: one.deadline,
  }));
};
