import type { Me, Reader } from '#kernel';
import { type RawBuilder, sql } from '#kernel/db';
import { directs, isGuardianOf, placesOf, teaches } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

/** Who may, in sentences. A note is never shown because of where one works alone: it was written by me, or asked of me. */

type Db = Reader<Tables>;
type NoteAsk = { me: Me; params: { noteId: string }; db: Db; now: Date };
type ChildAsk = { me: Me; params: { noteId: string; pupilId: string }; db: Db; now: Date };

/** Teachers write to their classes, directors to the classes of their school. */
export const writes = (me: Me): boolean => placesOf(me, 'teacher', 'director').length > 0;
export const mayWrite = ({ me }: { me: Me }): boolean => writes(me);

export const mayWriteTo = (me: Me, place: { id: string; school_id: string | null }): boolean =>
  teaches(me, place.id) || (place.school_id !== null && directs(me, place.school_id));

/** SQL: the classes I may write to: mine, and all of the school I direct. Teaching in a school is not teaching each class. */
export const myClasses = (me: Me): RawBuilder<string> =>
  sql<string>`(select id from kernel.places where kind = 'class' and (
    id = any (${placesOf(me, 'teacher')}::uuid[]) or school_id = any (${placesOf(me, 'director')}::uuid[])))`;

/** The draft is mine, and nobody else's: not even the director's. */
export async function ownsDraft({ me, params, db }: { me: Me; params: { draftId: string }; db: Db }): Promise<boolean> {
  const note = await noteFor(db, params.draftId);
  return note?.state === 'draft' && isAuthor(me, note);
}

/** My own note that was sent: to correct it. */
export async function ownsSent({ me, params, db }: NoteAsk): Promise<boolean> {
  const note = await noteFor(db, params.noteId);
  return note?.state === 'sent' && isAuthor(me, note);
}

/** Follows who answered: the author, and the director of the school. */
export async function follows({ me, params, db }: NoteAsk): Promise<boolean> {
  const note = await noteFor(db, params.noteId);
  return note !== undefined && note.state !== 'draft' && (isAuthor(me, note) || directs(me, note.school_id));
}

/** An author who has left the school is no longer shown its children. */
const isAuthor = (me: Me, note: { author_id: string | null; school_id: string }): boolean =>
  note.author_id === me.personId &&
  me.functions.some((hat) => hat.schoolId === note.school_id && (hat.kind === 'teacher' || hat.kind === 'director'));

/** It was asked of me about this child, who is still mine; or I am this child. */
export async function receives({ me, params, db, now }: ChildAsk): Promise<boolean> {
  if (me.personId === params.pupilId) return isAddressed(db, params, now);
  return isGuardianOf(me, params.pupilId) && isRecipient(db, { ...params, guardianId: me.personId }, now);
}

/** Answers: a guardian, never the child. */
export const answers = async (ask: ChildAsk): Promise<boolean> => ask.me.personId !== ask.params.pupilId && receives(ask);

async function isAddressed(db: Db, { noteId, pupilId }: { noteId: string; pupilId: string }, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from liaison.pupils p join liaison.notes n on n.id = p.note_id
    where p.note_id = ${noteId} and p.pupil_id = ${pupilId} and n.state = 'sent' and n.arrives_at <= ${now}`.execute(db);
  return rows.length > 0;
}

/** Nobody reads a note before it arrives. A withdrawn one stays, as withdrawn, for those who had seen it; for the others it never was. */
async function isRecipient(
  db: Db,
  { noteId, pupilId, guardianId }: { noteId: string; pupilId: string; guardianId: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select from liaison.recipients r join liaison.notes n on n.id = r.note_id
    where r.note_id = ${noteId} and r.pupil_id = ${pupilId} and r.guardian_id = ${guardianId}
      and n.arrives_at <= ${now} and (n.state = 'sent' or (n.state = 'withdrawn' and r.seen_at is not null))`.execute(db);
  return rows.length > 0;
}

/** Sees a note's attachments: whoever reads the note, in any of these ways. */
export async function reads({ me, params, db, now }: NoteAsk): Promise<boolean> {
  const note = await noteFor(db, params.noteId);
  if (!note) return false;
  if (isAuthor(me, note) || (note.state !== 'draft' && directs(me, note.school_id))) return true;
  if (await isAddressed(db, { noteId: params.noteId, pupilId: me.personId }, now)) return true;
  for (const child of me.children)
    if (await isRecipient(db, { noteId: params.noteId, pupilId: child.id, guardianId: me.personId }, now)) return true;
  return false;
}

const noteFor = (db: Db, noteId: string) =>
  db.selectFrom('liaison.notes').select(['state', 'author_id', 'school_id']).where('id', '=', noteId).executeTakeFirst();
