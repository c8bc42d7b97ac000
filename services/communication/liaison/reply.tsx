import { hidden, newId, type Outcome, refuse, routesFor, sql, type Writer, z } from '#kernel';
import { writable } from '#kernel/rich-text';
import { braked } from './brake.ts';
import { isLate, type Note, noteById } from './notes.ts';
import { answers } from './policy.ts';
import { params, readPage, seen, shownVersion } from './read.tsx';
import type { ReplyKind, Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/** The answer in the form it is kept, or undefined when it answers another question. A signature says nothing but itself. */
export function answerFor({ replyKind, options }: { replyKind: ReplyKind; options: string[] }, typed: string): string | null | undefined {
  if (replyKind === 'signature' || replyKind === 'none') return null;
  if (replyKind === 'yes-no') return typed === 'yes' || typed === 'no' ? typed : undefined;
  if (replyKind === 'choice') return options.includes(typed) ? typed : undefined;
  const text = writable(typed).trim();
  return text === '' || text.length > 1000 ? undefined : text;
}

/** Signing, or answering. Pressing twice is answering once; another answer is another line, the last one counts. */
export const reply = action('/liaison/mots/:noteId/enfants/:pupilId/reponse', {
  params,
  may: answers,
  does: 'note.answered',
  body: z.object({ answer: z.string().max(4000).default(''), version: shownVersion }),
  redraw: readPage,
  run: async ({ me, params, body, db, now }): Promise<Outcome> => {
    // Held until the end, so that a withdrawal or a correction cannot slip between the reading and the answer.
    await sql`select from liaison.notes where id = ${params.noteId} for share`.execute(db);
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    if (note.state !== 'sent') return refuse('withdrawn', t.refusedWithdrawn, { status: 409 });
    const key = { noteId: note.id, pupilId: params.pupilId, guardianId: me.personId };
    await sql`select from liaison.recipients where ${mine(key)} for update`.execute(db);
    const standing = (
      await sql<{ asked: boolean; concerned: boolean; replyId: string | null; answer: string | null }>`
        select asked, concerned, reply_id as "replyId", answer from liaison.standings where ${mine(key)}`.execute(db)
    ).rows[0];
    if (!standing || note.replyKind === 'none') return hidden;
    if (!standing.asked) return refuse('informed-only', t.refusedInformed, { status: 403 });
    if (!standing.concerned) return refuse('left', t.refusedLeft, { status: 409 });
    // Nobody signs a text that changed behind their back.
    if (body.version !== undefined && body.version < note.askedVersion)
      return refuse('corrected', t.correctedWhileReading, { status: 409 });
    const answer = answerFor(note, body.answer);
    if (answer === undefined) return refuse('answer', note.replyKind === 'text' ? t.refusedText : t.refusedAnswer, { field: 'answer' });
    // A signature or a choice carries nobody's words: it goes on.
    const stopped = note.replyKind === 'text' && (await braked(db, me, note.schoolId, now));
    if (stopped) return stopped;
    const again = standing.replyId !== null && standing.answer === answer;
    if (standing.replyId !== null && !again && isLate(note.deadline, now)) return refuse('too-late', t.tooLateToChange, { status: 409 });
    if (!again) await keepReply(db, note, key, { answer, now });
    await seen(db, { ...key, version: note.version, askedVersion: note.askedVersion, now });
    return {
      see: `/liaison/mots/${note.id}/enfants/${params.pupilId}`,
      say: note.replyKind === 'signature' ? t.thanksSigned : t.thanksAnswered,
      note: { schoolId: note.schoolId, details: { note: note.id, pupil: params.pupilId, again } },
    };
  },
});

type Key = { noteId: string; pupilId: string; guardianId: string };
const mine = ({ noteId, pupilId, guardianId }: Key) => sql`note_id = ${noteId} and pupil_id = ${pupilId} and guardian_id = ${guardianId}`;

/** Adds an answer to the version that is being asked. `enteredBy`: copied from paper by this person. */
export const keepReply = (
  db: Writer<Tables>,
  note: Note,
  { pupilId, guardianId }: Key,
  { answer, now, enteredBy = null }: { answer: string | null; now: Date; enteredBy?: string | null },
) =>
  db
    .insertInto('liaison.replies')
    .values({
      id: newId(now.getTime()),
      note_id: note.id,
      pupil_id: pupilId,
      guardian_id: guardianId,
      number: sql<number>`(select count(*) + 1 from liaison.replies where ${mine({ noteId: note.id, pupilId, guardianId })})`,
      version: note.version,
      answer,
      at: now,
      on_paper: enteredBy !== null,
      entered_by: enteredBy,
      undone_at: null,
    })
    .execute();
