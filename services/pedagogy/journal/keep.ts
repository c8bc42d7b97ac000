import { newId, type Writer } from '#kernel';
import { type Drawer, keepFile } from '#kernel/files';
import { type Arrived, contentHash } from './arriving.ts';
import type { Said } from './naming.ts';
import type { State, Tables } from './tables.ts';

type NewPost = {
  id: string;
  schoolId: string;
  classId: string;
  authorId: string;
  project: string;
  byPupil: boolean;
  caption: string;
  state: State;
  said: readonly Said[];
  heard: string[];
  now: Date;
};

/** Writes a post with its pictures and who is on them. False when it was already there: the same page sent it before. */
export async function keepPost(db: Writer<Tables>, drawer: Drawer, post: NewPost, arrived: Arrived): Promise<boolean> {
  const { schoolId, authorId: by } = post;
  const { numInsertedOrUpdatedRows: made } = await db
    .insertInto('journal.posts')
    .values({
      id: post.id,
      school_id: schoolId,
      class_id: post.classId,
      author_id: by,
      project: post.project,
      by_pupil: post.byPupil,
      caption: post.caption,
      voice_id: null,
      state: post.state,
      content_hash: contentHash(post.caption, arrived),
      posted_at: post.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (!made) return false;
  if (arrived.voice) {
    const voice_id = await keepFile(db, drawer, { name: 'voix', ...arrived.voice }, { schoolId, by });
    await db.updateTable('journal.posts').set({ voice_id }).where('id', '=', post.id).execute();
  }
  for (const [position, { large, small }] of arrived.photos.entries()) {
    const keep = (name: string, bytes: Buffer) => keepFile(db, drawer, { name, mediaType: 'image/webp', bytes }, { schoolId, by });
    const picture = { id: newId(), post_id: post.id, position, width: large.width, height: large.height };
    const files = { large_id: await keep('photo.webp', large.bytes), small_id: await keep('vignette.webp', small.bytes) };
    await db
      .insertInto('journal.pictures')
      .values({ ...picture, ...files })
      .execute();
    await nameOn(db, picture.id, post.said[position]?.pupils ?? []);
  }
  await hearIn(db, post.id, post.heard);
  return true;
}

export async function nameOn(db: Writer<Tables>, pictureId: string, pupilIds: string[]): Promise<void> {
  const rows = [...new Set(pupilIds)].map((pupil_id) => ({ picture_id: pictureId, pupil_id }));
  if (rows.length > 0) await db.insertInto('journal.named').values(rows).execute();
}

async function hearIn(db: Writer<Tables>, postId: string, pupilIds: string[]): Promise<void> {
  const rows = [...new Set(pupilIds)].map((pupil_id) => ({ post_id: postId, pupil_id }));
  if (rows.length > 0) await db.insertInto('journal.heard').values(rows).execute();
}
