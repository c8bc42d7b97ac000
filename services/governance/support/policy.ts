import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import type { FunctionKind } from '#kernel/db';
import type { Level, Tables } from './tables.ts';

/**
 * A ticket is read by whoever asked, and by those of each queue it has been in; it is answered by those of the queue it is in.
 * A family is helped by its school: nobody else reads what it wrote unless the school passes it on.
 */

type Db = Reader<Tables>;
export type Worker = Pick<Me, 'functions'>;

const at = (me: Worker, ...kinds: FunctionKind[]): string[] =>
  me.functions.filter(({ kind }) => kinds.includes(kind)).map(({ placeId }) => placeId);

const inside = (places: string[]): RawBuilder<string> =>
  sql<string>`(select place_id from kernel.place_ancestors where ancestor_id = any (${places}::uuid[]))`;

/** SQL on a ticket `t`: it stands, or stood, in a queue that I look after. `is` says of a level whether the ticket counts there. */
const mine = (me: Worker, is: (...levels: Level[]) => RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`(
  (${is('school')} and t.school_id = any (${at(me, 'director')}::uuid[]))
  or (${is('town')} and t.school_id in (select id from kernel.schools where town_id = any (${at(me, 'town')}::uuid[])))
  or (${is('circonscription')} and t.place_id in ${inside(at(me, 'adviser', 'inspector'))})
  or (${is('academy', 'editor')} and t.place_id in ${inside(at(me, 'academy', 'administrator'))}))`;

/** SQL on a ticket `t`: mine to answer. The editor's answers come by the academy. */
export const inMyQueue = (me: Worker): RawBuilder<boolean> => mine(me, (...levels) => sql`t.level = any (${levels}::text[])`);
/** SQL on a ticket `t`: it is, or has been, in a queue of mine. */
export const reachedMe = (me: Worker): RawBuilder<boolean> => mine(me, (...levels) => sql`t.levels && ${levels}::text[]`);

type Ask = { me: Me; db: Db; params: { ticketId: string } };

const asks = async (db: Db, ticketId: string, condition: RawBuilder<boolean>): Promise<boolean> =>
  (await sql`select from support.tickets t where t.id = ${ticketId} and ${condition}`.execute(db)).rows.length > 0;

export const wrote = ({ me, db, params }: Ask): Promise<boolean> => asks(db, params.ticketId, sql`t.author_id = ${me.personId}`);
export const helps = ({ me, db, params }: Ask): Promise<boolean> => asks(db, params.ticketId, inMyQueue(me));
export const reads = ({ me, db, params }: Ask): Promise<boolean> =>
  asks(db, params.ticketId, sql`(t.author_id = ${me.personId} or ${reachedMe(me)})`);
export const writes = ({ me, db, params }: Ask): Promise<boolean> =>
  asks(db, params.ticketId, sql`(t.author_id = ${me.personId} or ${inMyQueue(me)})`);

const helpers: FunctionKind[] = ['director', 'town', 'adviser', 'inspector', 'academy', 'administrator'];

/** Has a queue to look after. */
export const hasQueue = ({ me }: { me: Me }): boolean => at(me, ...helpers).length > 0;
/** The places whose ready answers I share. */
export const helpPlaces = (me: Me): string[] => [...new Set(at(me, ...helpers))];

export const mayMacro = async ({ me, db, params }: { me: Me; db: Db; params: { macroId: string } }): Promise<boolean> =>
  (await sql`select from support.macros where id = ${params.macroId} and place_id = any (${helpPlaces(me)}::uuid[])`.execute(db)).rows
    .length > 0;

/** Still helps there, or still the one who asked: asked again when the news arrives. */
export async function stillConcerned(db: Reader, personId: string, ticketId: string): Promise<boolean> {
  const { rows } = await sql<Me['functions'][number]>`
    select kind, place_id as "placeId", school_id as "schoolId", level from kernel.functions_today where person_id = ${personId}`.execute(
    db,
  );
  const found = await sql`
    select from support.tickets t where t.id = ${ticketId} and (t.author_id = ${personId} or ${reachedMe({ functions: rows })})`.execute(
    db,
  );
  return found.rows.length > 0;
}

/** Speaks to everybody: incidents, articles. Within its perimeter. */
export const publishes = ({ me }: { me: Me }): boolean => publishingPlaces(me).length > 0;
export const publishingPlaces = (me: Me): string[] => [...new Set(at(me, 'academy', 'administrator'))];

const publishesIn = async (db: Db, me: Me, table: 'incidents' | 'articles', id: string): Promise<boolean> =>
  (
    await sql`select from ${sql.table(`support.${table}`)} x where x.id = ${id} and x.place_id in ${inside(publishingPlaces(me))}`.execute(
      db,
    )
  ).rows.length > 0;

export const mayTell = ({ me, db, params }: { me: Me; db: Db; params: { incidentId: string } }): Promise<boolean> =>
  publishesIn(db, me, 'incidents', params.incidentId);
export const mayEdit = ({ me, db, params }: { me: Me; db: Db; params: { articleId: string } }): Promise<boolean> =>
  publishesIn(db, me, 'articles', params.articleId);
