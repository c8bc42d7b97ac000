import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { downloadOf, readyAll } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import { keepProofs, mostProofs, proofsOf } from './proofs.tsx';
import { handles, reads, requestPage } from './request.tsx';
import { addStep } from './requests.ts';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';

const { action, download } = routesFor<Tables>();
const params = z.object({ requestId: uuid });
const oneProof = z.object({ requestId: uuid, proofId: uuid });

/** Sent by whoever asked, or received on paper by whoever answers. */
export const addProofs = action('/donnees/demandes/:requestId/pieces', {
  params,
  may: reads,
  does: 'request.proved',
  body: z.object({}),
  uploads: { field: 'files', most: mostProofs },
  redraw: requestPage,
  prepare: async ({ uploads }) => (uploads.length === 0 ? refuse('none', q.giveProof, { field: 'files' }) : readyAll(uploads)),
  run: async ({ db, me, params: { requestId }, prepared: files, drawer, now }) => {
    const row = await db.selectFrom('privacy.requests').select('outcome').where('id', '=', requestId).forUpdate().executeTakeFirstOrThrow();
    if (row.outcome) return refuse('already', q.already, { status: 409 });
    if ((await proofsOf(db, requestId)).length + files.length > mostProofs) return refuse('many', q.tooManyProofs, { field: 'files' });
    await keepProofs(db, { requestId, files, me, drawer, now });
    await addStep(db, { requestId, kind: 'note', words: q.proofStep({ count: files.length }), by: me.personId, now });
    return { see: `/donnees/demandes/${requestId}`, say: q.proofKept, note: { details: { request: requestId, files: files.length } } };
  },
});

/** Read at the desk only: not by whoever sent it, nor by the other parent, nor by the school's team. */
export const proof = download('/donnees/demandes/:requestId/pieces/:proofId', {
  params: oneProof,
  may: handles,
  load: async ({ db, params: { requestId, proofId }, drawer }) => {
    const one = (await proofsOf(db, requestId)).find(({ id }) => id === proofId);
    return one ? downloadOf(drawer, one) : hidden;
  },
});

/** What was checked need not be kept: an identity card goes as soon as it was looked at. */
export const removeProof = action('/donnees/demandes/:requestId/pieces/:proofId/retrait', {
  params: oneProof,
  may: handles,
  does: 'request.proof-removed',
  body: z.object({}),
  redraw: requestPage,
  run: async ({ db, me, params: { requestId, proofId }, now }) => {
    const { numAffectedRows } = await sql`
      delete from privacy.proofs where request_id = ${requestId} and file_id = ${proofId}`.execute(db);
    if (!numAffectedRows) return hidden;
    await enqueue(db, 'kernel.dropFiles', { ids: [proofId] });
    await addStep(db, { requestId, kind: 'note', words: q.proofRemoved, by: me.personId, now });
    return { see: `/donnees/demandes/${requestId}`, say: q.proofRemoved, note: { details: { request: requestId } } };
  },
});
