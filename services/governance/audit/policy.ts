import type { Me } from '#kernel';
import { type RawBuilder, sql } from '#kernel/db';
import { administers, mainProfile, wears, within } from '#kernel/perimeter';

/** Who answers for what is done in schools. */
const readers = ['director', 'academy', 'administrator'] as const;
export const reads = wears(...readers);

/** Children are not shown lists of what they did. */
export const readsOwn = ({ me }: { me: Me }): boolean => mainProfile(me) !== 'pupil';

/** SQL on a line `a`: it is of a school in my perimeter, or of somebody who works above schools there; what is of no place, for whoever runs the ENT. */
export const mine = (me: Me): RawBuilder<boolean> => sql`(
  a.school_id in ${within(me, ...readers)}
  or (a.school_id is null and a.actor_id in (select f.person_id from kernel.functions f where f.place_id in ${within(me, 'academy', 'administrator')}))
  or (a.school_id is null and a.actor_id is null and ${administers(me)}))`;
