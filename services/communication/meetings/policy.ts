import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { directs, isGuardianOf, placesOf, teaches } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;
type RoundAsk = { me: Me; params: { roundId: string }; db: Db };
type ChildAsk = { me: Me; params: { roundId: string; pupilId: string }; db: Db };

/** Opens moments for a class: whoever teaches it, or directs its school. */
export const mayOpen = ({ me }: { me: Me }): boolean => placesOf(me, 'teacher', 'director').length > 0;

/** SQL: the classes whose families I invite. */
export const myClasses = (me: Me): RawBuilder<string> =>
  sql<string>`(select id from kernel.places where kind = 'class' and closed_on is null and (
    id = any (${placesOf(me, 'teacher')}::uuid[]) or school_id = any (${placesOf(me, 'director')}::uuid[])))`;

const roundFor = (db: Db, roundId: string) =>
  db.selectFrom('meetings.rounds').select(['class_id', 'school_id']).where('id', '=', roundId).executeTakeFirst();

/** Sees who comes when, takes a moment for a family that came by paper, and calls it off. */
export async function organises({ me, params, db }: RoundAsk): Promise<boolean> {
  const round = await roundFor(db, params.roundId);
  return round !== undefined && (teaches(me, round.class_id) || directs(me, round.school_id));
}

/** The same, about one moment of this very round. */
export async function organisesSlot(ask: RoundAsk & { params: { slotId: string } }): Promise<boolean> {
  const { slotId, roundId } = ask.params;
  const slot = await ask.db
    .selectFrom('meetings.slots')
    .select('id')
    .where('id', '=', slotId)
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return slot !== undefined && organises(ask);
}

/** Takes a moment about this child: a guardian, while the child is in the class. Each for oneself. */
export async function invited({ me, params, db }: ChildAsk): Promise<boolean> {
  if (!isGuardianOf(me, params.pupilId)) return false;
  const { rows } = await sql`
    select from meetings.rounds r join kernel.functions_today f on f.place_id = r.class_id and f.kind = 'pupil'
    where r.id = ${params.roundId} and f.person_id = ${params.pupilId}`.execute(db);
  return rows.length > 0;
}
