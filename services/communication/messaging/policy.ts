import type { Me, Reader } from '#kernel';
import { closedAmong } from '#kernel/moderation';
import { administers, classesOf, directs, placesOf, profilesOf, schoolsOf, skinOf } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

/** Who may, in sentences. A message is shown because it is in one's own mailbox, never because of a function. */

type Db = Reader<Tables>;

export const feature = 'messaging';

/** Everybody who reads: for the youngest, messaging does not exist. */
export const uses = ({ me }: { me: Me }): boolean => profilesOf(me).size > 0 && skinOf(me) !== 'petits';

export const isPupil = (me: Me): boolean => me.functions.some(({ kind }) => kind === 'pupil');

/** Everybody but pupils: folders, groups, choices. */
export const adult = ({ me }: { me: Me }): boolean => uses({ me }) && !isPupil(me);

const working = ['teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator'] as const;

/** The urgent lane passes over the calm of evenings: for those who work at the school or above it. */
export const mayHurry = (me: Me): boolean => placesOf(me, ...working).length > 0;

/** Tells their hours and answers by themselves: whoever families write to. */
export const hasHours = ({ me }: { me: Me }): boolean => placesOf(me, 'teacher', 'director').length > 0;

/** Reads what pupils write to each other: the teachers of their class. */
export const relays = ({ me }: { me: Me }): boolean => classesOf(me, ['teacher']).length > 0;
export const classesRelayed = (me: Me): string[] => classesOf(me, ['teacher']);

/** Opens messaging between pupils, or between families: the class's teachers for the first, the director for both. */
export const opens = ({ me }: { me: Me }): boolean => relays({ me }) || placesOf(me, 'director').length > 0;

/** It is in my mailbox, and I did not erase it. Whether it has arrived is asked with the clock, where it is read. */
export async function holdsIt({ me, params, db }: { me: Me; params: { messageId: string }; db: Db }): Promise<boolean> {
  if (!uses({ me })) return false;
  const row = await db
    .selectFrom('messaging.recipients')
    .select('field')
    .where('message_id', '=', params.messageId)
    .where('person_id', '=', me.personId)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The draft is mine and nobody else's, and I did not erase it. */
export async function ownsDraft({ me, params, db }: { me: Me; params: { draftId: string }; db: Db }): Promise<boolean> {
  if (!uses({ me })) return false;
  const draft = await db
    .selectFrom('messaging.messages as m')
    .innerJoin('messaging.recipients as mine', 'mine.message_id', 'm.id')
    .select('m.state')
    .where('m.id', '=', params.draftId)
    .where('m.sender_id', '=', me.personId)
    .where('mine.person_id', '=', me.personId)
    .where('mine.field', '=', 'from')
    .where('mine.gone_at', 'is', null)
    .executeTakeFirst();
  return draft?.state === 'draft';
}

/** This class, where I teach or that is of the school I direct. */
export async function opensIt({ me, params, db }: { me: Me; params: { classId: string }; db: Db }): Promise<boolean> {
  const place = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', params.classId)
    .where('kind', '=', 'class')
    .executeTakeFirst();
  return place !== undefined && (classesRelayed(me).includes(params.classId) || (place.school_id !== null && directs(me, place.school_id)));
}

/** The folder is mine. */
export async function ownsFolder({ me, params, db }: { me: Me; params: { folderId: string }; db: Db }): Promise<boolean> {
  const mine = await db
    .selectFrom('messaging.folders')
    .select('id')
    .where('id', '=', params.folderId)
    .where('person_id', '=', me.personId)
    .executeTakeFirst();
  return mine !== undefined;
}

/** A message between the pupils of a class of mine. */
export async function relaysIt({ me, params, db }: { me: Me; params: { relayId: string }; db: Db }): Promise<boolean> {
  const message = await db
    .selectFrom('messaging.messages')
    .select(['class_id', 'state'])
    .where('id', '=', params.relayId)
    .executeTakeFirst();
  return message?.class_id != null && message.state !== 'draft' && classesRelayed(me).includes(message.class_id);
}

/** Is this message shut with the messaging of its school? Then it is neither read, nor quoted, nor passed on. */
export const isShut = async (db: Db, me: Me, { schoolId }: { schoolId: string | null }, now: Date): Promise<boolean> =>
  schoolId !== null && (await closedSchools(db, me, now)).includes(schoolId);

/** The schools where messaging is closed for me at this moment: there, not even what arrived is read. */
export async function closedSchools(db: Db, me: Me, now: Date): Promise<string[]> {
  if (administers(me)) return [];
  return closedAmong(db, me, feature, schoolsOf(me, ['guardian', 'pupil', ...working]), now);
}
