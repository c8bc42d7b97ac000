import { type Me, type Reader, sql } from '#kernel';
import { aroundMyChildren, directs, placesOf, teaches } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;
type Ask = { me: Me; params: { pollId: string }; db: Db };

export const staffKinds = ['teacher', 'director', 'assistant', 'atsem'] as const;

/** The schools where I work with the others. */
export const schoolsOfWork = (me: Me): string[] => [
  ...new Set(me.functions.flatMap(({ kind, schoolId }) => (schoolId && staffKinds.some((one) => one === kind) ? [schoolId] : []))),
];

export const mayOpen = ({ me }: { me: Me }): boolean => placesOf(me, 'teacher', 'director').length > 0;

const pollFor = (db: Db, pollId: string) =>
  db.selectFrom('polls.polls').select(['place_id', 'school_id', 'asked', 'author_id']).where('id', '=', pollId).executeTakeFirst();

/** Sees who answered, closes it: the class's teachers, the school's director; of what is asked of colleagues, whoever asked it. */
export async function organises({ me, params, db }: Ask): Promise<boolean> {
  const poll = await pollFor(db, params.pollId);
  if (!poll) return false;
  if (directs(me, poll.school_id)) return true;
  if (poll.asked === 'families') return teaches(me, poll.place_id);
  return poll.author_id === me.personId && schoolsOfWork(me).includes(poll.school_id);
}

/** It is asked of me: a child of mine is there, or I work there. Each guardian answers alone. */
export async function answers({ me, params, db }: Ask): Promise<boolean> {
  const poll = await pollFor(db, params.pollId);
  if (!poll) return false;
  if (poll.asked === 'staff') return schoolsOfWork(me).includes(poll.school_id);
  const { rows } = await sql`select where ${poll.place_id}::uuid in ${aroundMyChildren(me)}`.execute(db);
  return rows.length > 0;
}

export const reads = async (ask: Ask): Promise<boolean> => (await answers(ask)) || organises(ask);

/** Whom I may ask, as the form says it: « families ID », « staff ID ». */
export type Target = { value: string; placeId: string; schoolId: string; asked: 'families' | 'staff'; name: string; school: string };

/** The families of my classes, and of the school I direct with each of its classes; the colleagues of my school. */
export async function targetsOf(db: Db, me: Me): Promise<Target[]> {
  const { rows } = await sql<Target>`
    select 'families ' || p.id as value, p.id as "placeId", p.school_id as "schoolId", 'families' as asked, p.name, school.name as school
    from kernel.places p join kernel.places school on school.id = p.school_id
    where p.closed_on is null and (
      (p.kind = 'class' and (p.id = any (${placesOf(me, 'teacher')}::uuid[]) or p.school_id = any (${placesOf(me, 'director')}::uuid[])))
      or (p.kind = 'school' and p.id = any (${placesOf(me, 'director')}::uuid[])))
    union all
    select 'staff ' || s.id, s.id, s.id, 'staff', s.name, s.name from kernel.places s
    where s.kind = 'school' and s.id = any (${schoolsOfWork(me)}::uuid[])
    order by asked, school, name`.execute(db);
  return rows;
}
