import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

type Ask<P> = { me: Me; db: Reader; params: P };

/** They follow the schools of their perimeter, and write to those that stall. */
const steers = ['inspector', 'academy', 'administrator'] as const;
/** A town follows its schools; a director theirs. */
const readers = [...steers, 'town'] as const;

export const looks = ({ me }: { me: Me }): boolean => placesOf(me, ...readers, 'director').length > 0;

/** SQL: the places whose board I read, and all that they contain. */
export const followed = (me: Me): RawBuilder<string> => within(me, ...readers);

/** SQL: the places whose schools I may write to. */
export const steered = (me: Me): RawBuilder<string> => within(me, ...steers);

/** Where I start from: what I steer, my towns; a director, their school. */
export const rootsOf = (me: Me): string[] => placesOf(me, ...readers, 'director');

const holds = async (query: RawBuilder<unknown>, db: Reader): Promise<boolean> => (await query.execute(db)).rows.length > 0;

/** Numbers of a place, down to the school. Classes and groups have no board: nothing is counted below. */
export const mayFollow = ({ me, db, params: { placeId } }: Ask<{ placeId: string }>): Promise<boolean> =>
  holds(
    sql`select from kernel.places p where p.id = ${placeId} and p.kind in ('region', 'academy', 'department', 'circonscription', 'town')
      and p.id in ${followed(me)}`,
    db,
  );

export const mayFollowSchool = ({ me, db, params: { schoolId } }: Ask<{ schoolId: string }>): Promise<boolean> =>
  holds(
    sql`select from kernel.places p where p.id = ${schoolId} and p.kind = 'school' and p.id in ${within(me, ...readers, 'director')}`,
    db,
  );

export const mayWrite = ({ me, db, params: { placeId } }: Ask<{ placeId: string }>): Promise<boolean> =>
  holds(
    sql`select from kernel.places p where p.id = ${placeId} and p.kind in ('region', 'academy', 'department', 'circonscription')
      and p.id in ${steered(me)}`,
    db,
  );

export const mayWriteTo = ({ me, db, params: { schoolId } }: Ask<{ schoolId: string }>): Promise<boolean> =>
  holds(sql`select from kernel.places p where p.id = ${schoolId} and p.kind = 'school' and p.id in ${steered(me)}`, db);

export const mayReadMailing = ({ me, db, params: { mailingId } }: Ask<{ mailingId: string }>): Promise<boolean> =>
  holds(sql`select from deployment.mailings m where m.id = ${mailingId} and m.place_id in ${steered(me)}`, db);

/** A letter is between those who follow the school and its director: the town reads none. */
export const mayReadLetters = ({ me, db, params: { schoolId } }: Ask<{ schoolId: string }>): Promise<boolean> =>
  holds(
    sql`select from kernel.places p where p.id = ${schoolId} and p.kind = 'school' and p.id in ${within(me, ...steers, 'director')}`,
    db,
  );
