import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

/** Those who steer, and those who answer for a school or a town (convention, art. 5). */
const readers = ['director', 'town', 'adviser', 'inspector', 'academy', 'administrator'] as const;

export const looks = ({ me }: { me: Me }): boolean => rootsOf(me).length > 0;
export const rootsOf = (me: Me): string[] => placesOf(me, ...readers);
/** SQL: the places whose figures I read. */
export const followed = (me: Me): RawBuilder<string> => within(me, ...readers);

/** Down to the school, never below. */
export const mayRead = async ({ me, db, params: { placeId } }: { me: Me; db: Reader; params: { placeId: string } }): Promise<boolean> =>
  (
    await sql`select from kernel.places p where p.id = ${placeId} and p.kind not in ('class', 'group') and p.id in ${followed(me)}`.execute(
      db,
    )
  ).rows.length > 0;
