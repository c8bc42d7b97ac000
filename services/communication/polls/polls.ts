import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { aroundMyChildren } from '#kernel/perimeter';
import { parisDay } from '#kernel/ui';
import { schoolsOfWork } from './policy.ts';
import type { Asked, Kind, Shown, Tables } from './tables.ts';

type Db = Reader<Tables>;

export type Poll = {
  id: string;
  schoolId: string;
  placeId: string;
  place: string;
  asked: Asked;
  authorId: string | null;
  author: string | null;
  kind: Kind;
  question: string;
  several: boolean;
  named: boolean;
  shown: Shown;
  closesOn: string;
  closed: boolean;
  /** How many people have answered. */
  voters: number;
  /** Have I? */
  answered: boolean;
};

const columns = (me: Pick<Me, 'personId'>, now: Date) => sql`
  p.id, p.school_id as "schoolId", p.place_id as "placeId", place.name as place, p.asked, p.author_id as "authorId",
  (select concat_ws(' ', civility, first_name, last_name) from kernel.people where id = p.author_id) as author, p.kind, p.question, p.several,
  p.named, p.shown, p.closes_on as "closesOn", (p.closed_at is not null or p.closes_on < ${parisDay(now)}::date) as closed,
  (select count(*) from polls.voters v where v.poll_id = p.id) as voters,
  exists (select from polls.voters v where v.poll_id = p.id and v.person_id = ${me.personId}) as answered`;

export async function pollById(db: Db, me: Pick<Me, 'personId'>, pollId: string, now: Date): Promise<Poll | undefined> {
  const { rows } = await sql<Poll>`
    select ${columns(me, now)} from polls.polls p join kernel.places place on place.id = p.place_id where p.id = ${pollId}`.execute(db);
  return rows[0];
}

const list = async (db: Db, me: Me, now: Date, where: RawBuilder<unknown>): Promise<Poll[]> => {
  const { rows } = await sql<Poll>`
    select ${columns(me, now)} from polls.polls p join kernel.places place on place.id = p.place_id
    where ${where} order by p.closes_on desc, p.id desc limit 60`.execute(db);
  return rows;
};

/** What is asked of me: as a guardian, or where I work. */
export const askedOf = (db: Db, me: Me, now: Date): Promise<Poll[]> =>
  list(
    db,
    me,
    now,
    sql`(p.asked = 'families' and p.place_id in ${aroundMyChildren(me)}) or (p.asked = 'staff' and p.school_id = any (${schoolsOfWork(me)}::uuid[]))`,
  );

/** What I organise: of my classes, of the school I direct, and what I asked my colleagues. */
export const organisedBy = (db: Db, me: Me, now: Date, places: { classes: string[]; schools: string[] }): Promise<Poll[]> =>
  list(
    db,
    me,
    now,
    sql`(p.asked = 'families' and p.place_id = any (${places.classes}::uuid[])) or p.school_id = any (${places.schools}::uuid[])
      or (p.author_id = ${me.personId} and p.school_id = any (${schoolsOfWork(me)}::uuid[]))`,
  );

export type Choice = {
  id: string;
  label: string;
  places: number | null;
  /** How many chose it. */
  count: number;
  mine: boolean;
  /** Who, where answers are named: for whoever organises. */
  names: string[];
};

export async function choicesOf(db: Db, me: Pick<Me, 'personId'>, pollId: string): Promise<Choice[]> {
  const { rows } = await sql<Choice>`
    select c.id, c.label, c.places, c.votes + (select count(*) from polls.answers a where a.choice_id = c.id) as count,
      exists (select from polls.answers a where a.choice_id = c.id and a.person_id = ${me.personId}) as mine,
      array(select p.first_name || ' ' || p.last_name from polls.answers a join kernel.people p on p.id = a.person_id
        where a.choice_id = c.id order by p.last_name, p.first_name, p.id) as names
    from polls.choices c where c.poll_id = ${pollId} order by c.rank`.execute(db);
  return rows;
}
