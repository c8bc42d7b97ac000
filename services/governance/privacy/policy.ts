import type { Me, Reader } from '#kernel';
import { directs } from '#kernel/perimeter';

/** Answers for a child: whoever holds parental authority over them. A guardian without it is informed elsewhere, and decides nothing here. */
export const answersFor = async ({ me, params, db }: { me: Me; params: { pupilId: string }; db: Reader }): Promise<boolean> =>
  (await db
    .selectFrom('kernel.guardianships')
    .select('pupil_id')
    .where('guardian_id', '=', me.personId)
    .where('pupil_id', '=', params.pupilId)
    .where('holds_authority', '=', true)
    .executeTakeFirst()) !== undefined;

/** Copies papers: the director of the class's school. */
export async function copiesPapers({ me, params, db }: { me: Me; params: { classId: string }; db: Reader }): Promise<boolean> {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', params.classId).executeTakeFirst();
  return place?.kind === 'class' && place.school_id !== null && directs(me, place.school_id);
}
