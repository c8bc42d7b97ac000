import { type Reader, sql, z } from '#kernel';
import { halves } from '#kernel/calendar';
import { calledName } from '#kernel/perimeter';
import { subjects } from './kinds.ts';
import type { Tables } from './tables.ts';

/** A line of the cahier-journal: planned, then done. */
export const sessionShape = z.object({
  id: z.uuid(),
  day: z.string(),
  half: z.enum(halves),
  subject: z.enum(subjects),
  body: z.string(),
  done: z.boolean(),
  author: z.string().nullable(),
});
export type Session = z.infer<typeof sessionShape>;

/** Between two days, both included, in the order of the day. */
export async function sessionsOf(db: Reader<Tables>, classId: string, from: string, to: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select s.id, s.day, s.half, s.subject, s.body, s.done, ${calledName('author')} as author
    from homework.sessions s left join kernel.people author on author.id = s.author_id
    where s.class_id = ${classId} and s.day between ${from}::date and ${to}::date
    order by s.day, s.half desc, s.created_at, s.id`.execute(db);
  return rows;
}
