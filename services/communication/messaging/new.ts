import { hidden, routesFor, uuid, z } from '#kernel';
import { reaches } from '#kernel/perimeter';
import { startDraft } from './drafts.ts';
import { uses } from './policy.ts';
import type { Tables } from './tables.ts';

const { action } = routesFor<Tables>();

/** A draft exists from the first moment: from then on nothing typed can be lost. `to`: somebody I reach, from a card or a list. */
export const createDraft = action('/messagerie/brouillons', {
  may: uses,
  does: 'draft.created',
  unlogged: true,
  body: z.object({ to: uuid.optional().catch(undefined) }),
  run: async ({ me, body, db, now }) => {
    if (body.to && !(await reaches(db, me, [body.to])).has(body.to)) return hidden;
    const id = await startDraft(db, me, { now, to: body.to ? [{ personId: body.to, field: 'to' }] : [] });
    return { see: `/messagerie/brouillons/${id}` };
  },
});
