import type { Me, Reader } from '#kernel';
import { type RawBuilder, sql } from '#kernel/db';
import { placesOf, within } from '#kernel/perimeter';

/** Who looks after what is written: the director in their school; the academy, and whoever runs the ENT, in their perimeter. */

const deciders = ['director', 'academy', 'administrator'] as const;

type Ask<P> = { me: Me; db: Reader; params: P };

export const decides = ({ me }: { me: Me }): boolean => placesOf(me, ...deciders).length > 0;

/** SQL: the places I decide for, and all that they contain. */
export const myPlaces = (me: Me): RawBuilder<string> => within(me, ...deciders);

export const decidesFor = async (db: Reader, me: Me, placeId: string): Promise<boolean> =>
  (await sql`select where ${placeId}::uuid in ${myPlaces(me)}`.execute(db)).rows.length > 0;

export const mayBrake = ({ me, db, params }: Ask<{ placeId: string }>): Promise<boolean> => decidesFor(db, me, params.placeId);

export async function mayLift({ me, db, params }: Ask<{ brakeId: string }>): Promise<boolean> {
  const brake = await db.selectFrom('kernel.brakes').select('place_id').where('id', '=', params.brakeId).executeTakeFirst();
  return brake !== undefined && decidesFor(db, me, brake.place_id);
}

/** SQL: what was written in a school that I decide for, by somebody else than me: nobody judges their own words. */
const mine = (me: Me): RawBuilder<boolean> => sql`school_id in ${myPlaces(me)} and author_id is distinct from ${me.personId}`;

export const mayJudgeHold = async ({ me, db, params }: Ask<{ holdId: string }>): Promise<boolean> =>
  (await sql`select from kernel.holds where id = ${params.holdId} and ${mine(me)}`.execute(db)).rows.length > 0;

export const mayJudgeReport = async ({ me, db, params }: Ask<{ reportId: string }>): Promise<boolean> =>
  (await sql`select from kernel.reports where id = ${params.reportId} and ${mine(me)}`.execute(db)).rows.length > 0;

export const judged = mine;
