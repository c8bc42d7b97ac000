import { hidden, routesFor, uuid, z } from '#kernel';
import { follows } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/**
 * Leaves every list of things to do; those who had seen it still see that it was withdrawn. The director may too: they answer
 * for what the school publishes (convention, art. 6).
 */
export const withdraw = action('/liaison/mots/:noteId/retrait', {
  params: z.object({ noteId: uuid }),
  may: follows,
  does: 'note.withdrawn',
  body: z.object({}),
  run: async ({ params, db, now }) => {
    const note = await db
      .updateTable('liaison.notes')
      .set({ state: 'withdrawn', withdrawn_at: now, updated_at: now })
      .where('id', '=', params.noteId)
      .where('state', '=', 'sent')
      .returning('school_id')
      .executeTakeFirst();
    // A second tap finds it withdrawn already.
    if (!note) {
      const there = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.noteId).executeTakeFirst();
      if (there?.state !== 'withdrawn') return hidden;
    }
    return {
      see: `/liaison/mots/${params.noteId}/suivi`,
      say: t.noteWithdrawn,
      note: { schoolId: note?.school_id ?? null, details: { note: params.noteId } },
    };
  },
});
