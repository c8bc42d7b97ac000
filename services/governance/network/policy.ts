import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, wears, within } from '#kernel/perimeter';
import { type Staff, staff } from './tables.ts';

type Ask<P> = { me: Me; db: Reader; params: P };

/** They follow the schools of their perimeter, and so the lines. */
const steers = ['inspector', 'academy', 'administrator'] as const;

export const looks = wears(...staff, 'town', ...steers);
/** Gives the recommendation of a year. */
export const recommends = wears('administrator');

export const schoolsWhereIWork = (me: Me): string[] => [
  ...new Set(me.functions.flatMap(({ kind, schoolId }) => (staff.some((one) => one === kind) && schoolId ? [schoolId] : []))),
];

/** With which function I work in this school: the one that answers for most. */
export const myFunctionIn = (me: Me, schoolId: string): Staff | undefined =>
  (['director', 'teacher', 'assistant', 'atsem'] as const).find((kind) =>
    me.functions.some((hat) => hat.kind === kind && hat.schoolId === schoolId),
  );

export const mayMeasure = ({ me, params }: { me: Me; params: { schoolId: string } }): boolean =>
  myFunctionIn(me, params.schoolId) !== undefined;

const holds = async (query: RawBuilder<unknown>, db: Reader): Promise<boolean> => (await query.execute(db)).rows.length > 0;

export const mayRead = async ({ me, db, params }: Ask<{ schoolId: string }>): Promise<boolean> =>
  mayMeasure({ me, params }) ||
  holds(sql`select from kernel.schools s where s.id = ${params.schoolId} and s.id in ${within(me, 'town', ...steers)}`, db);

/** SQL: the towns whose schools I follow: mine, and those of the schools of my perimeter. */
export const towns = (me: Me): RawBuilder<string> => sql<string>`(
  select unnest(${placesOf(me, 'town')}::uuid[]) union select s.town_id from kernel.schools s where s.id in ${within(me, ...steers)})`;

/** SQL on a school `s`: in my perimeter. Of a town that two circonscriptions share, an inspector reads their own part. */
export const followed = (me: Me): RawBuilder<boolean> => sql<boolean>`s.id in ${within(me, 'town', ...steers)}`;

export const mayReadTown = ({ me, db, params: { townId } }: Ask<{ townId: string }>): Promise<boolean> =>
  holds(sql`select from kernel.places p where p.id = ${townId} and p.kind = 'town' and p.id in ${towns(me)}`, db);
