import { type Me, type RawBuilder, type Reader, sql, z } from '#kernel';
import { calledName, folded, wordsOf } from '#kernel/perimeter';
import { inMyQueue, reachedMe } from './policy.ts';
import { categories, type Tables } from './tables.ts';

type Db = Reader<Tables>;
export const levels = ['school', 'town', 'circonscription', 'academy', 'editor'] as const;
export const states = ['waiting', 'answered', 'closed'] as const;
export const askers = ['pupil', 'family', 'helper', 'team', 'town', 'circonscription', 'academy'] as const;

export const Ticket = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  category: z.enum(categories),
  blocking: z.boolean(),
  state: z.enum(states),
  level: z.enum(levels),
  askedAs: z.enum(askers),
  placeId: z.string(),
  schoolId: z.string().nullable(),
  place: z.string(),
  author: z.string().nullable(),
  takenBy: z.string().nullable(),
  openedAt: z.date(),
  answerDue: z.date(),
  answeredAt: z.date().nullable(),
  movedAt: z.date(),
  /** Promised by then, and not answered. */
  late: z.boolean(),
});
export type Ticket = z.infer<typeof Ticket>;

const columns = (now: Date): RawBuilder<Ticket> => sql<Ticket>`
  t.id, t.number::int as number, t.title, t.category, t.blocking, t.state, t.level, t.asked_as as "askedAs",
  t.place_id as "placeId", t.school_id as "schoolId", place.name as place, author.name as author, taker.name as "takenBy",
  t.opened_at as "openedAt", t.answer_due as "answerDue", t.answered_at as "answeredAt", t.moved_at as "movedAt",
  t.answered_at is null and t.state <> 'closed' and t.answer_due < ${now} as late`;

const from = sql`support.tickets t
  join kernel.places place on place.id = t.place_id
  left join lateral (select ${calledName('p')} as name from kernel.people p where p.id = t.author_id) author on true
  left join lateral (select ${calledName('p')} as name from kernel.people p where p.id = t.taken_by) taker on true`;

/** What I asked, what is not closed first. */
export async function askedBy(db: Db, me: Me, now: Date): Promise<Ticket[]> {
  const { rows } = await sql<Ticket>`
    select ${columns(now)} from ${from} where t.author_id = ${me.personId}
    order by t.state = 'closed', t.moved_at desc limit 100`.execute(db);
  return rows;
}

export type Wanted = { state: 'waiting' | 'answered' | 'closed' | 'passed'; category: string | null; q: string; page: number };
export const perPage = 30;

/** SQL: everything in a ticket that one may look for. */
const said = sql`concat_ws(' ', t.number, t.title, t.body, place.name, author.name)`;

/** The tickets of my queues: those that wait longest first, then what moved last; `passed`: what I sent farther. */
export async function queueOf(
  db: Db,
  me: Me,
  { state, category, q, page }: Wanted,
  now: Date,
): Promise<{ tickets: Ticket[]; more: boolean }> {
  const which = state === 'passed' ? sql`${reachedMe(me)} and not ${inMyQueue(me)}` : sql`${inMyQueue(me)} and t.state = ${state}`;
  const words = wordsOf(q).map((word) => sql`${folded(said)} like ${`% ${word}%`}`);
  const { rows } = await sql<Ticket>`
    select ${columns(now)} from ${from}
    where ${which} and (${category}::text is null or t.category = ${category}) and ${sql.join([sql`true`, ...words], sql` and `)}
    order by ${state === 'waiting' ? sql`t.answered_at is not null, t.answer_due, t.moved_at` : sql`t.moved_at desc`}, t.id
    limit ${perPage + 1} offset ${(page - 1) * perPage}`.execute(db);
  return { tickets: rows.slice(0, perPage), more: rows.length > perPage };
}

/** How many wait in my queues, and how many of them are late. */
export async function waitingFor(db: Db, me: Me, now: Date): Promise<{ waiting: number; late: number }> {
  const { rows } = await sql<{ waiting: number; late: number }>`
    select count(*)::int as waiting, count(*) filter (where t.answered_at is null and t.answer_due < ${now})::int as late
    from support.tickets t where t.state = 'waiting' and ${inMyQueue(me)}`.execute(db);
  return rows[0] ?? { waiting: 0, late: 0 };
}

/** One, whoever may read it. */
export async function ticketById(db: Db, ticketId: string, now: Date): Promise<Ticket | undefined> {
  const { rows } = await sql<Ticket>`select ${columns(now)} from ${from} where t.id = ${ticketId}`.execute(db);
  return rows[0];
}
