import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { directs, has, placesOf, teaches } from '#kernel/perimeter';
import type { State, Tables } from './tables.ts';

type Db = Reader<Tables>;
type ClassAsk = { me: Me; params: { classId: string }; db: Db };
type PostAsk = { me: Me; params: { postId: string }; db: Db };

export const isPupil = (me: Me): boolean => me.functions.some(({ kind }) => kind === 'pupil');

/** Keeps the journal: approves what pupils send, makes the book. Whoever teaches the class. */
export const keeps = ({ me, params }: { me: Me; params: { classId: string } }): boolean => teaches(me, params.classId);

/** Writes in it: those who work in the class at once, its pupils through their teacher. */
export const posts = ({ me, params }: { me: Me; params: { classId: string } }): boolean =>
  has(me, params.classId, 'teacher', 'assistant', 'atsem', 'pupil');

/** Reads it: those who write in it, the guardians of its pupils of today, and the director. */
export const reads = async ({ me, params: { classId }, db }: ClassAsk): Promise<boolean> =>
  posts({ me, params: { classId } }) || me.children.some((child) => child.classId === classId) || directsClass(me, classId, db);

async function directsClass(me: Me, classId: string, db: Db): Promise<boolean> {
  const place = await db.selectFrom('kernel.places').select(['school_id', 'kind']).where('id', '=', classId).executeTakeFirst();
  return place?.kind === 'class' && place.school_id !== null && directs(me, place.school_id);
}

/** SQL: the classes whose journal I read. */
export const classesRead = (me: Me): RawBuilder<string> =>
  sql<string>`(select id from kernel.places where kind = 'class' and closed_on is null and (
    id = any (${[...placesOf(me, 'teacher', 'assistant', 'atsem', 'pupil'), ...me.children.flatMap(({ classId }) => classId ?? [])]}::uuid[])
    or school_id = any (${placesOf(me, 'director')}::uuid[])))`;

type Known = { classId: string; schoolId: string; authorId: string | null; state: State; byPupil: boolean };

export async function postKnown(db: Db, postId: string): Promise<Known | undefined> {
  return db
    .selectFrom('journal.posts')
    .select(['class_id as classId', 'school_id as schoolId', 'author_id as authorId', 'state', 'by_pupil as byPupil'])
    .where('id', '=', postId)
    .executeTakeFirst();
}

/** What is shown, to whoever reads the journal; what is not, to its author and those who keep it. */
export async function readsPost({ me, params, db }: PostAsk): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  if (!post || !(await reads({ me, params: post, db }))) return false;
  return post.state === 'shown' || post.authorId === me.personId || keeps({ me, params: post });
}

/** Changes the words, takes a picture out: whoever keeps the journal, or the adult who wrote it and still works there. */
export async function changes({ me, params, db }: PostAsk): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  if (!post) return false;
  return keeps({ me, params: post }) || (!isPupil(me) && post.authorId === me.personId && posts({ me, params: post }));
}

/** Takes it away: whoever may change it, the director; a pupil, what is theirs and not yet shown. */
export async function removes({ me, params, db }: PostAsk): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  if (!post) return false;
  if (isPupil(me)) return post.authorId === me.personId && post.state !== 'shown';
  return (await changes({ me, params, db })) || directsClass(me, post.classId, db);
}

/** Decides on what a pupil of this class sent. */
export async function decides({ me, params, db }: { me: Me; params: { postId: string; classId: string }; db: Db }): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  return post?.byPupil === true && post.classId === params.classId && keeps({ me, params: post });
}

/** Reports what somebody else posted. */
export async function reports({ me, params, db }: PostAsk): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  return post !== undefined && post.state === 'shown' && post.authorId !== me.personId && readsPost({ me, params, db });
}

/** The teacher of the class opened its journal to words. */
export async function commentsOpen(db: Db, classId: string): Promise<boolean> {
  return (
    (await db.selectFrom('journal.comment_openings').select('class_id').where('class_id', '=', classId).executeTakeFirst()) !== undefined
  );
}

/** Leaves a word under what is shown: the adults who read it, where the teacher opened it. Pupils read; they write by posting. */
export async function comments({ me, params, db }: PostAsk): Promise<boolean> {
  const post = await postKnown(db, params.postId);
  return post?.state === 'shown' && !isPupil(me) && (await readsPost({ me, params, db })) && commentsOpen(db, post.classId);
}

type CommentAsk = { me: Me; params: { commentId: string }; db: Db };
type CommentKnown = Known & { postId: string; commentState: string };

/** A comment and its post; `authorId` is the comment's. */
export async function commentKnown(db: Db, commentId: string): Promise<CommentKnown | undefined> {
  const comment = await db
    .selectFrom('journal.comments')
    .select(['post_id as postId', 'author_id as authorId', 'state as commentState'])
    .where('id', '=', commentId)
    .executeTakeFirst();
  const post = comment && (await postKnown(db, comment.postId));
  return post && { ...post, ...comment };
}

export async function decidesComment({ me, params, db }: CommentAsk): Promise<boolean> {
  const comment = await commentKnown(db, params.commentId);
  return comment !== undefined && keeps({ me, params: comment });
}

/** Takes it away: whoever wrote it, who keeps the journal, the director. */
export async function removesComment({ me, params, db }: CommentAsk): Promise<boolean> {
  const comment = await commentKnown(db, params.commentId);
  if (!comment) return false;
  return comment.authorId === me.personId || keeps({ me, params: comment }) || directsClass(me, comment.classId, db);
}

export async function reportsComment({ me, params, db }: CommentAsk): Promise<boolean> {
  const comment = await commentKnown(db, params.commentId);
  return comment?.commentState === 'shown' && comment.authorId !== me.personId && readsPost({ me, params: comment, db });
}
