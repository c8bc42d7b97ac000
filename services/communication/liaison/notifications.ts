import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type Told = { payload: { noteId: string }; about: string | null };
type Asked = { db: Reader; payload: { noteId: string }; personId: string; aboutId: string | null };

/** At the moment of sending: the note is still there, asked of this guardian about this child, who is still theirs and still here. */
async function stillReads({ db, payload, personId, aboutId }: Asked, missingOnly: boolean): Promise<boolean> {
  const { rows } = await sql`
    select from liaison.standings s join liaison.lines l using (note_id, pupil_id)
    where s.note_id = ${payload.noteId} and s.pupil_id = ${aboutId} and s.guardian_id = ${personId}
      and s.state = 'sent' and s.concerned and (not ${missingOnly} or (s.asked and not s.done and not l.closed))`.execute(db);
  return rows.length > 0;
}

const href = ({ payload, aboutId }: { payload: { noteId: string }; aboutId: string | null }) =>
  `/liaison/mots/${payload.noteId}/enfants/${aboutId}`;

/** Each names the child, never the title nor the body: a locked phone shows notifications to whoever holds it. */
export const notifications = {
  sent: { title: ({ about }: Told) => t.tellSent({ child: about ?? '' }), href, stillMay: (asked: Asked) => stillReads(asked, false) },
  amended: {
    title: ({ about }: Told) => t.tellAmended({ child: about ?? '' }),
    href,
    stillMay: (asked: Asked) => stillReads(asked, false),
  },
  reminder: {
    title: ({ about }: Told) => t.tellReminder({ child: about ?? '' }),
    href,
    stillMay: (asked: Asked) => stillReads(asked, true),
  },
} satisfies Record<string, Notification>;
