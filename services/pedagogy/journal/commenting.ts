import { createHash } from 'node:crypto';
import { hidden, newId, routesFor, uuid, z } from '#kernel';
import { report } from '#kernel/moderation';
import { braked } from './brake.ts';
import { onePage } from './one.tsx';
import { commentKnown, comments, decidesComment, keeps, postKnown, removesComment, reportsComment } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const OneComment = z.object({ commentId: uuid });

/** A few words under a post. Those of the teacher are shown at once, everybody else's once the teacher has read them. */
export const comment = action('/journal/publications/:postId/commentaires', {
  params: z.object({ postId: uuid }),
  may: comments,
  does: 'comment.written',
  body: z.object({ body: z.string().trim().min(1, t.sayComment).max(500, t.commentTooLong) }),
  redraw: onePage,
  run: async ({ db, me, params: { postId }, body: { body }, now }) => {
    const post = await postKnown(db, postId);
    if (!post) return hidden;
    const brake = await braked(db, me, post.schoolId, now);
    if (brake) return brake;
    const state = keeps({ me, params: post }) ? 'shown' : 'waiting';
    const id = newId(now.getTime());
    const content_hash = createHash('sha256').update(body).digest();
    await db
      .insertInto('journal.comments')
      .values({ id, post_id: postId, author_id: me.personId, body, state, content_hash, written_at: now })
      .execute();
    const say = state === 'shown' ? t.commentShown : t.commentWaits;
    return { see: `/journal/publications/${postId}`, say, note: { schoolId: post.schoolId, details: { post: postId, comment: id } } };
  },
});

/** The teacher's decision on what waits. */
export const decideComment = action('/journal/commentaires/:commentId/decision', {
  params: OneComment,
  may: decidesComment,
  does: 'comment.decided',
  body: z.object({ decision: z.enum(['show', 'hide']) }),
  run: async ({ db, params: { commentId }, body: { decision } }) => {
    const known = await commentKnown(db, commentId);
    if (!known) return hidden;
    const state = decision === 'show' ? 'shown' : 'hidden';
    const { numUpdatedRows } = await db
      .updateTable('journal.comments')
      .set({ state })
      .where('id', '=', commentId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    const note = { schoolId: known.schoolId, details: { comment: commentId, decision } };
    const say = numUpdatedRows === 0n ? t.alreadyDecided : decision === 'show' ? t.commentShown : t.commentHidden;
    return { see: `/journal/${known.classId}/relecture`, say, note };
  },
});

/** Taken away by whoever wrote it, or by who keeps the journal. */
export const removeComment = action('/journal/commentaires/:commentId/retrait', {
  params: OneComment,
  may: removesComment,
  does: 'comment.removed',
  body: z.object({}),
  run: async ({ db, params: { commentId } }) => {
    const known = await commentKnown(db, commentId);
    if (!known) return hidden;
    await db.deleteFrom('journal.comments').where('id', '=', commentId).execute();
    return {
      see: `/journal/publications/${known.postId}`,
      say: t.commentRemoved,
      note: { schoolId: known.schoolId, details: { comment: commentId } },
    };
  },
});

export const reportComment = action('/journal/commentaires/:commentId/signalement', {
  params: OneComment,
  may: reportsComment,
  does: 'comment.reported',
  body: z.object({}),
  run: async ({ db, me, params: { commentId }, now }) => {
    const known = await commentKnown(db, commentId);
    if (!known) return hidden;
    const { schoolId, authorId, postId } = known;
    await report(db, { service: 'journal', thingId: commentId, schoolId, authorId, reportedBy: me.personId, why: '', now });
    const child = me.functions.some(({ kind }) => kind === 'pupil');
    const say = child ? t.reportedTu : t.reported;
    return { see: `/journal/publications/${postId}`, say, note: { schoolId, details: { comment: commentId } } };
  },
});
