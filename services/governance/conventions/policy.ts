import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;
type OneAsk = { me: Me; params: { conventionId: string }; db: Db };

/** Writes conventions: the team of an academy, or of a department, for its collectivities; whoever runs the ENT, everywhere in theirs. */
const managers = ['academy', 'administrator'] as const;

export const manages = ({ me }: { me: Me }): boolean => placesOf(me, ...managers).length > 0;

/** SQL: the places whose conventions I write. */
export const managed = (me: Me): RawBuilder<string> => within(me, ...managers);

/** SQL on a convention `c`: mine to write. */
export const mine = (me: Me): RawBuilder<boolean> => sql<boolean>`c.territory_id in ${managed(me)}`;

/** SQL on a convention `c`: of my town, or of a school of my town. Never a draft: it says nothing yet. */
export const ofMyTown = (me: Me): RawBuilder<boolean> => {
  const towns = sql`(${placesOf(me, 'town')}::uuid[])`;
  return sql<boolean>`(c.state <> 'draft' and (c.town_id = any ${towns} or exists (
    select from conventions.lines l join kernel.schools s on s.id = l.school_id where l.convention_id = c.id and s.town_id = any ${towns})))`;
};

/** SQL on a convention `c`: it lists a school that I direct. */
const ofMySchool = (me: Me): RawBuilder<boolean> => sql<boolean>`(c.state <> 'draft' and exists (
  select from conventions.lines l where l.convention_id = c.id and l.school_id = any (${placesOf(me, 'director')}::uuid[])))`;

export const readable = (me: Me): RawBuilder<boolean> => sql<boolean>`(${mine(me)} or ${ofMyTown(me)} or ${ofMySchool(me)})`;

const holds = async (db: Db, conventionId: string, sentence: RawBuilder<boolean>): Promise<boolean> =>
  (await sql`select from conventions.conventions c where c.id = ${conventionId} and ${sentence}`.execute(db)).rows.length > 0;

export const sees = ({ me }: { me: Me }): boolean => placesOf(me, 'town', 'director', ...managers).length > 0;
export const mayRead = ({ me, db, params }: OneAsk): Promise<boolean> => holds(db, params.conventionId, readable(me));
export const mayManage = ({ me, db, params }: OneAsk): Promise<boolean> => holds(db, params.conventionId, mine(me));
/** The same, under the name that a draft's address gives it. */
export const mayDraft = ({ me, db, params: { draftId } }: { me: Me; db: Db; params: { draftId: string } }): Promise<boolean> =>
  holds(db, draftId, mine(me));
/** The two parties see what was claimed, what was paid and what was written; a director only that their school is covered. */
export const isParty = ({ me, db, params }: OneAsk): Promise<boolean> =>
  holds(db, params.conventionId, sql`(${mine(me)} or ${ofMyTown(me)})`);

/** Where I may write a convention: a department, or an academy. */
export async function territoriesOf(db: Reader, me: Me): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from kernel.places where kind in ('academy', 'department') and closed_on is null and id in ${managed(me)}
    order by kind, name`.execute(db);
  return rows;
}
