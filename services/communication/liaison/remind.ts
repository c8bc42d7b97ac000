import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { type Note, noteById } from './notes.ts';
import { follows } from './policy.ts';
import { linesOf, missingOf, peopleIn } from './standing.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

export const remindedToday = (note: Pick<Note, 'remindedAt'>, now: Date): boolean =>
  note.remindedAt !== null && parisDay(note.remindedAt) === parisDay(now);

/** To those who are missing and to nobody else, once a day at most. Delivery asks again whether they still are. */
export const remind = action('/liaison/mots/:noteId/rappel', {
  params: z.object({ noteId: uuid }),
  may: follows,
  does: 'note.reminded',
  body: z.object({}),
  run: async ({ params, db, now, emit }) => {
    const locked = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.noteId).forUpdate().executeTakeFirst();
    const note = await noteById(db, params.noteId);
    if (!note || !locked) return hidden;
    if (locked.state !== 'sent') return refuse('withdrawn', t.refusedWithdrawn, { status: 409 });
    if (remindedToday(note, now)) return refuse('reminded', t.remindedAlready, { status: 409 });
    const missing = missingOf(await linesOf(db, note.id)).filter(({ guardian }) => guardian.hasAccount);
    if (missing.length === 0) return refuse('nobody-missing', t.nobodyMissing, { status: 409 });
    await db.updateTable('liaison.notes').set({ reminded_at: now }).where('id', '=', note.id).execute();
    const pupils = [...new Set(missing.map(({ child }) => child.id))];
    await emit('reminder', { to: { guardiansOf: pupils }, schoolId: note.schoolId, payload: { noteId: note.id } });
    return {
      see: `/liaison/mots/${note.id}/suivi`,
      say: t.reminded({ count: peopleIn(missing) }),
      note: { schoolId: note.schoolId, details: { note: note.id, guardians: peopleIn(missing), children: pupils.length } },
    };
  },
});
