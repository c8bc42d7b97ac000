import type { Me, Reader } from '#kernel';
import { directs, placesOf, within } from '#kernel/perimeter';

type Ask = { me: Me; db: Reader; params: { schoolId: string } };

/** Directors run their school; the academy and the administrators run those of their perimeter. */
const runners = ['director', 'academy', 'administrator'] as const;

export const schoolsRunBy = (me: Me) => within(me, ...runners);

export const mayRun = async ({ me, db, params }: Ask): Promise<boolean> =>
  (await db
    .selectFrom('kernel.schools')
    .select('id')
    .where('id', '=', params.schoolId)
    .where('id', 'in', schoolsRunBy(me))
    .executeTakeFirst()) !== undefined;

/** Town staff get an account from the academy, on the town's request (convention, art. 3.1); a director makes the others. */
export const mayMakeTownAccounts = (me: Me): boolean => placesOf(me, 'academy', 'administrator').length > 0;

/** What a court decided of a family is the director's to know and to write: nobody above reads it here. */
export const mayRestrict = ({ me, params }: Pick<Ask, 'me' | 'params'>): boolean => directs(me, params.schoolId);
