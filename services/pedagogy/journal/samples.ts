import { newId, type Writer } from '#kernel';
import { answerConsent, lastDayOf, projectOf } from '#kernel/consent';
import { drawerIn, keepFile } from '#kernel/files';
import type { Samples } from '#kernel/testing';
import { readyToShow } from './arriving.ts';
import { landscape } from './drawn.ts';
import { keepPost } from './keep.ts';
import type { Tables } from './tables.ts';

/** A post of the teacher with a drawn picture and a voice, and one of a pupil that waits; a parent's words, some of which wait. */
export const samples: Samples = async (tx, { classId, schoolId, teacherId, pupilId, guardianId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const project = projectOf('journal', now);
  const media = ['picture-class', 'voice'] as const;
  await answerConsent(db, { pupilId, guardianId, project, media, yes: [...media], endsOn: lastDayOf(now), at: now });
  const arrived = await readyToShow([
    { field: 'files', name: 'mare.png', mediaType: 'image/png', bytes: await landscape(1) },
    {
      field: 'files',
      name: 'voix',
      mediaType: 'audio/webm',
      bytes: Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
    },
  ]);
  if ('refused' in arrived) throw new Error(arrived.sentence);
  const [postId, waitingId, returnedId] = [newId(), newId(), newId()];
  const post = { schoolId, classId, project, now, heard: [] };
  await keepPost(
    db,
    drawerIn(folder),
    {
      ...post,
      id: postId,
      authorId: teacherId,
      byPupil: false,
      caption: 'La mare a gelé.',
      state: 'shown',
      said: [{ pupils: [], nobody: true }],
    },
    arrived,
  );
  const theirs = { authorId: pupilId, byPupil: true, said: [] };
  await keepPost(db, drawerIn(folder), { ...post, ...theirs, id: waitingId, caption: 'Ma cabane', state: 'waiting' }, arrived);
  await keepPost(db, drawerIn(folder), { ...post, ...theirs, id: returnedId, caption: 'Mon poème', state: 'returned' }, arrived);
  const voice = await db.selectFrom('journal.posts').select('voice_id').where('id', '=', returnedId).executeTakeFirstOrThrow();
  await db
    .updateTable('journal.posts')
    .set({ returned_word: 'Raconte la fin !', returned_voice_id: voice.voice_id })
    .where('id', '=', returnedId)
    .execute();
  await readyBook(db, { classId, schoolId, teacherId, project, folder, now });
  const { id: pictureId } = await db.selectFrom('journal.pictures').select('id').where('post_id', '=', postId).executeTakeFirstOrThrow();
  await db.insertInto('journal.comment_openings').values({ class_id: classId, opened_by: teacherId, opened_at: now }).execute();
  const commentId = newId();
  const said = { post_id: postId, author_id: guardianId, content_hash: Buffer.from('mare'), written_at: now };
  await db
    .insertInto('journal.comments')
    .values([
      { ...said, id: commentId, body: 'Quelle belle mare !', state: 'shown' },
      { ...said, id: newId(), body: 'On dirait du verre.', state: 'waiting' },
    ])
    .execute();
  return { postId, pictureId, waitingId, returnedId, commentId };
};

type Asked = { classId: string; schoolId: string; teacherId: string; project: string; folder: string; now: Date };

/** An album that is ready: its two files stand for what the job makes. */
async function readyBook(db: Writer<Tables>, { classId, schoolId, teacherId, project, folder, now }: Asked): Promise<void> {
  const keep = (name: string, mediaType: string) =>
    keepFile(db, drawerIn(folder), { name, mediaType, bytes: Buffer.from('album') }, { schoolId, by: teacherId });
  const files = { pdf_id: await keep('album.pdf', 'application/pdf'), html_id: await keep('album.html', 'text/html') };
  const book = { id: newId(), class_id: classId, project, state: 'ready', asked_by: teacherId, asked_at: now } as const;
  await db
    .insertInto('journal.books')
    .values({ ...book, ...files })
    .execute();
}
