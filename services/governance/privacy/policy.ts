import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { directs, profilesOf, wears, within } from '#kernel/perimeter';

/** Answers for a child: whoever holds parental authority over them. A guardian without it is informed elsewhere, and decides nothing here. */
export const answersFor = ({ me, params, db }: { me: Me; params: { pupilId: string }; db: Reader }): Promise<boolean> =>
  holdsAuthority(db, me.personId, params.pupilId);

export const holdsAuthority = async (db: Reader, guardianId: string, pupilId: string): Promise<boolean> =>
  (await db
    .selectFrom('kernel.guardianships')
    .select('pupil_id')
    .where('guardian_id', '=', guardianId)
    .where('pupil_id', '=', pupilId)
    .where('holds_authority', '=', true)
    .executeTakeFirst()) !== undefined;

/** Copies papers: the director of the class's school. */
export async function copiesPapers({ me, params, db }: { me: Me; params: { classId: string }; db: Reader }): Promise<boolean> {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', params.classId).executeTakeFirst();
  return place?.kind === 'class' && place.school_id !== null && directs(me, place.school_id);
}

/** Asks for what is kept about them: any adult. A child's is asked for by whoever holds authority. */
export const mayAskFiles = ({ me }: { me: Me }): boolean => !profilesOf(me).has('pupil');

/** It is me, or a child for whom I hold authority. */
export const isOrAnswersFor = async (db: Reader, me: Me, personId: string): Promise<boolean> =>
  personId === me.personId || (await answersFor({ me, params: { pupilId: personId }, db }));

/** Answers for the register, the deletions and the breaches: the academy, and whoever runs the ENT. */
export const keepsRegister = wears('academy', 'administrator');

/**
 * SQL: the places whose people's rights I answer for: my schools, my perimeter; for the academy also the towns of its schools, which
 * nothing else contains.
 */
export const desksOf = (me: Me): RawBuilder<string> => sql<string>`(
  select place_id from ${within(me, 'director', 'academy', 'administrator')} mine
  union select town_id from kernel.schools where town_id is not null and id in ${within(me, 'academy', 'administrator')})`;
