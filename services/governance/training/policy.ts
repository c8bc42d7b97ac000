import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, wears, within } from '#kernel/perimeter';

const organisers = ['adviser', 'inspector', 'academy', 'administrator'] as const;
const learners = ['teacher', 'director', 'assistant', 'atsem'] as const;

type Ask<P> = { me: Me; db: Reader; params: P };

export const looks = wears(...organisers, ...learners);
/** Offers training in its department, circonscription or academy. */
export const offers = wears(...organisers);

/** SQL: the places I organise training for. */
export const mine = (me: Me): RawBuilder<string> => within(me, ...organisers);

/** SQL: the places above those where I work: what is offered there is offered to me. */
export const aboveMe = (me: Me): RawBuilder<string> =>
  sql<string>`(select ancestor_id from kernel.place_ancestors where place_id = any (${placesOf(me, ...learners)}::uuid[]))`;

const holds = async (query: RawBuilder<unknown>, db: Reader): Promise<boolean> => (await query.execute(db)).rows.length > 0;

export const readsCourse = ({ me, db, params }: Ask<{ courseId: string }>): Promise<boolean> =>
  holds(
    sql`select from training.courses c where c.id = ${params.courseId} and (c.place_id in ${mine(me)} or c.place_id in ${aboveMe(me)})`,
    db,
  );

export const runsCourse = ({ me, db, params }: Ask<{ courseId: string }>): Promise<boolean> =>
  holds(sql`select from training.courses c where c.id = ${params.courseId} and c.place_id in ${mine(me)}`, db);

const session = (sessionId: string) => sql`training.sessions s join training.courses c on c.id = s.course_id where s.id = ${sessionId}`;

export const runsSession = ({ me, db, params }: Ask<{ sessionId: string }>): Promise<boolean> =>
  holds(sql`select from ${session(params.sessionId)} and c.place_id in ${mine(me)}`, db);

/** It is offered to me; or I am on its list, wherever I work since. */
export const mayAttend = ({ me, db, params }: Ask<{ sessionId: string }>): Promise<boolean> =>
  holds(
    sql`select from ${session(params.sessionId)} and (c.place_id in ${aboveMe(me)} or exists (
      select from training.registrations r where r.session_id = s.id and r.person_id = ${me.personId}))`,
    db,
  );
