import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { directs, has, isGuardianOf, placesOf, teaches } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;
type ClassAsk = { me: Me; params: { classId: string }; db: Db; now: Date };
type WorkAsk = { me: Me; params: { workId: string }; db: Db; now: Date };

/** Keeps the cahier of a class: whoever teaches it, or replaces there at this moment. */
export const keeps = async ({ me, params, db, now }: ClassAsk): Promise<boolean> =>
  teaches(me, params.classId) || (await replacesIn(db, me, now)).some(({ classId }) => classId === params.classId);

/** Opens a substitute's access, and takes it back: whoever teaches the class, or directs its school. Never a substitute. */
export const opens = async ({ me, params, db }: Omit<ClassAsk, 'now'>): Promise<boolean> =>
  teaches(me, params.classId) || directsClass(me, params.classId, db);

/** Reads and prints what a substitute needs. */
export const briefs = async (ask: ClassAsk): Promise<boolean> => (await keeps(ask)) || opens(ask);

/** The classes that I replace in at this moment. Dead at six in the evening, or when it is taken back, whatever page is open. */
export const replacesIn = async (db: Db, me: Me, now: Date): Promise<{ classId: string; day: string }[]> =>
  db
    .selectFrom('homework.substitutions')
    .select(['class_id as classId', 'day'])
    .where('person_id', '=', me.personId)
    .where('opens_at', '<=', now)
    .where('closes_at', '>', now)
    .where('ended_at', 'is', null)
    .execute();

/** Looks at it: those who work in this class, and the director of its school. */
export const looksAt = async (ask: ClassAsk): Promise<boolean> =>
  has(ask.me, ask.params.classId, 'assistant', 'atsem') || (await keeps(ask)) || directsClass(ask.me, ask.params.classId, ask.db);

async function directsClass(me: Me, classId: string, db: Db): Promise<boolean> {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', classId).executeTakeFirst();
  return place?.kind === 'class' && place.school_id !== null && directs(me, place.school_id);
}

/** Keeps the class of this line of the cahier-journal. */
export async function keepsSession({
  me,
  params,
  db,
  now,
}: {
  me: Me;
  params: { sessionId: string; classId?: string };
  db: Db;
  now: Date;
}): Promise<boolean> {
  const line = await db.selectFrom('homework.sessions').select('class_id').where('id', '=', params.sessionId).executeTakeFirst();
  if (params.classId && params.classId !== line?.class_id) return false;
  return line !== undefined && keeps({ me, params: { classId: line.class_id }, db, now });
}

export async function keepsWork({ me, params, db, now }: WorkAsk): Promise<boolean> {
  const classId = await classOf(db, params.workId);
  return classId !== undefined && keeps({ me, params: { classId }, db, now });
}

/** Reads a work and opens what is attached to it: the class's adults, the children it is for, and their guardians. */
export async function readsWork(ask: WorkAsk): Promise<boolean> {
  const { me, params, db, now } = ask;
  const classId = await classOf(db, params.workId);
  if (classId === undefined) return false;
  if (await looksAt({ me, params: { classId }, db, now })) return true;
  const { rows } = await sql`
    select from homework.of_pupils where work_id = ${params.workId} and pupil_id = any (${pupilsOf(me)}::uuid[])`.execute(db);
  return rows.length > 0;
}

/** « C’est fait »: the child, or a guardian, about a work that is for this child. */
export async function ticks({ me, params, db }: { me: Me; params: { workId: string; pupilId: string }; db: Db }): Promise<boolean> {
  if (me.personId !== params.pupilId && !isGuardianOf(me, params.pupilId)) return false;
  const { rows } = await sql`
    select from homework.of_pupils where work_id = ${params.workId} and pupil_id = ${params.pupilId}`.execute(db);
  return rows.length > 0;
}

/** The children whose cahier I read: mine, and myself. */
export const pupilsOf = (me: Me): string[] => [
  ...new Set([...me.children.map(({ id }) => id), ...(me.functions.some(({ kind }) => kind === 'pupil') ? [me.personId] : [])]),
];

/** SQL: the classes whose cahier I keep or look at. */
export const classesOf = (me: Me): RawBuilder<string> =>
  sql<string>`(select id from kernel.places where kind = 'class' and closed_on is null and (
    id = any (${placesOf(me, 'teacher', 'assistant', 'atsem')}::uuid[]) or school_id = any (${placesOf(me, 'director')}::uuid[])))`;

async function classOf(db: Db, workId: string): Promise<string | undefined> {
  return (await db.selectFrom('homework.works').select('class_id').where('id', '=', workId).executeTakeFirst())?.class_id;
}
