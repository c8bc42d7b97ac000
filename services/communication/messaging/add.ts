import { type Me, newId, sql, type Writer } from '#kernel';
import { circlesFor, reaches } from '#kernel/perimeter';
import { speakersOf } from './addressees.ts';
import type { Added } from './draft-fields.ts';
import type { Field, Tables } from './tables.ts';

type Db = Writer<Tables>;

/**
 * Adds to a draft those of these whom I may write to, and gives how many were left out. A stranger and somebody who does not exist
 * are left out alike: no name is learnt by trying.
 */
export async function addTo(
  db: Db,
  me: Me,
  { draftId, field, added, now }: { draftId: string; field: Field; added: Added[]; now: Date },
): Promise<number> {
  const kept = added.length > 0 ? await allowed(db, me, draftId, added, now) : [];
  if (kept.length > 0)
    await db
      .insertInto('messaging.addressees')
      .values(
        kept.map((one) => ({
          id: newId(now.getTime()),
          message_id: draftId,
          field,
          ...('personId' in one ? { person_id: one.personId } : {}),
          ...('groupId' in one ? { group_id: one.groupId } : {}),
          ...('circle' in one ? { circle: one.circle, place_id: one.placeId } : {}),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return added.length - kept.length;
}

async function allowed(db: Db, me: Me, draftId: string, added: Added[], now: Date): Promise<Added[]> {
  const people = added.flatMap((one) => ('personId' in one ? [one.personId] : []));
  const groups = added.flatMap((one) => ('groupId' in one ? [one.groupId] : []));
  const known = people.length > 0 ? (await reaches(db, me, people)).union(await speakersOf(db, me, draftId, now)) : new Set();
  const mine = await sql<{ id: string }>`
    select id from messaging.groups where owner_id = ${me.personId} and id = any (${groups}::uuid[])`.execute(db);
  const offered = added.some((one) => 'circle' in one) ? await circlesFor(db, me) : [];
  return added.filter((one) => {
    if ('personId' in one) return known.has(one.personId);
    if ('groupId' in one) return mine.rows.some(({ id }) => id === one.groupId);
    return offered.some(({ circle, placeId }) => circle === one.circle && placeId === one.placeId);
  });
}
