import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { report } from '#kernel/moderation';
import { Button, Buttons, Card, Confirm, Form, Page, Submit, TextArea, Time, useTu } from '#kernel/ui';
import { Photo, PostBody } from './card.tsx';
import { type Comment, Comments, commentShape, commentsOn } from './comments.tsx';
import { dropLater } from './files.ts';
import { changes, comments, keeps, postKnown, readsPost, removes, reports } from './policy.ts';
import { classById, type Post, postShape, postsWhere } from './posts.ts';
import { JournalStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ postId: uuid });

/** One post, and what one may do with it: change its words, take a photo or the whole out, say that something hurts. */
export const onePage = page('/journal/publications/:postId', {
  params,
  may: readsPost,
  answer: z.object({
    name: z.string(),
    post: postShape,
    mayChange: z.boolean(),
    mayRemove: z.boolean(),
    mayReport: z.boolean(),
    mayComment: z.boolean(),
    mayKeep: z.boolean(),
    said: z.array(commentShape),
  }),
  load: async ({ db, me, params, now }) => {
    const [post] = await postsWhere(db, sql`p.id = ${params.postId}`, now, 1);
    const one = post && (await classById(db, post.classId));
    if (!post || !one) return hidden;
    const ask = { me, params, db };
    const may = { mayChange: await changes(ask), mayRemove: await removes(ask), mayReport: await reports(ask) };
    const mayComment = await comments(ask);
    return { name: one.name, post, ...may, mayComment, mayKeep: keeps({ me, params: post }), said: await commentsOn(db, me, post.id) };
  },
  view: (answer) => <One {...answer} />,
});

type Answer = {
  name: string;
  post: Post;
  mayChange: boolean;
  mayRemove: boolean;
  mayReport: boolean;
  mayComment: boolean;
  mayKeep: boolean;
  said: Comment[];
};

function One({ name, post, mayChange, mayRemove, mayReport, mayComment, mayKeep, said }: Answer) {
  const tu = useTu();
  const here = `/journal/publications/${post.id}`;
  return (
    <Page
      title={t.onePost}
      family="pedagogy"
      narrow
      trail={[{ label: t.journalOf({ name }), href: `/journal/${post.classId}` }]}
      head={<JournalStyle />}
    >
      <Card
        meta={
          <>
            <span>{post.author ?? t.someone}</span> <Time at={post.at} />
          </>
        }
      >
        <PostBody post={post} />
      </Card>
      <Comments postId={post.id} comments={said} mayComment={mayComment} mayKeep={mayKeep} />
      {mayChange && <Change post={post} here={here} />}
      {mayRemove && <Confirm action={`${here}/retrait`} label={t.remove} sentence={t.removeSure} confirm={t.removeYes} />}
      {mayReport && (
        <details class="confirm">
          <summary class="button is-quiet">
            <span>{tu ? t.reportTu : t.report}</span>
          </summary>
          <Form action={`${here}/signalement`}>
            <p>{tu ? t.reportSentenceTu : t.reportSentence}</p>
            <TextArea name="why" label={tu ? t.reportWhyTu : t.reportWhy} rows={3} maxlength={500} required={!tu} />
            <Buttons>
              <Button weight="danger">{tu ? t.reportYesTu : t.reportYes}</Button>
            </Buttons>
          </Form>
        </details>
      )}
    </Page>
  );
}

const Change = ({ post, here }: { post: Post; here: string }) => (
  <>
    <h2>{t.whatToDo}</h2>
    <Form action={`${here}/legende`}>
      <TextArea name="caption" label={t.caption} rows={3} maxlength={2000} value={post.caption} />
      <Submit>{t.saveCaption}</Submit>
    </Form>
    {post.pictures.length > 1 && (
      <ol class="photo-sheets">
        {post.pictures.map((picture, at) => (
          <li key={picture.id} class="photo-sheet">
            <Photo picture={picture} caption={post.caption} at={at} of={post.pictures.length} />
            <Confirm
              action={`${here}/photos`}
              fields={{ picture: picture.id }}
              label={t.removePicture}
              sentence={t.removePictureSure}
              confirm={t.removePictureYes}
            />
          </li>
        ))}
      </ol>
    )}
  </>
);

export const saveCaption = action('/journal/publications/:postId/legende', {
  params,
  may: changes,
  does: 'post.changed',
  body: z.object({ caption: z.string().trim().max(2000, t.tooLong).default('') }),
  redraw: onePage,
  run: async ({ db, params: { postId }, body }) => {
    const post = await postKnown(db, postId);
    if (!post) return hidden;
    await db.updateTable('journal.posts').set({ caption: body.caption }).where('id', '=', postId).execute();
    return { see: `/journal/publications/${postId}`, say: t.saved, note: { schoolId: post.schoolId, details: { post: postId } } };
  },
});

export const removePicture = action('/journal/publications/:postId/photos', {
  params,
  may: changes,
  does: 'picture.removed',
  body: z.object({ picture: uuid }),
  run: async ({ db, params: { postId }, body }) => {
    const gone = await db
      .deleteFrom('journal.pictures')
      .where('id', '=', body.picture)
      .where('post_id', '=', postId)
      .returning(['large_id', 'small_id'])
      .executeTakeFirst();
    if (!gone) return hidden;
    await dropLater(db, [gone.large_id, gone.small_id]);
    return { see: `/journal/publications/${postId}`, say: t.pictureRemoved, note: { details: { post: postId, picture: body.picture } } };
  },
});

export const removePost = action('/journal/publications/:postId/retrait', {
  params,
  may: removes,
  does: 'post.removed',
  body: z.object({}),
  run: async ({ db, params: { postId } }) => {
    const post = await postKnown(db, postId);
    if (!post) return hidden;
    const { rows } = await sql<{ id: string }>`
      select unnest(array[x.large_id, x.small_id]) as id from journal.pictures x where x.post_id = ${postId}
      union select unnest(array[p.voice_id, p.returned_voice_id]) from journal.posts p where p.id = ${postId}`.execute(db);
    await db.deleteFrom('journal.posts').where('id', '=', postId).execute();
    await dropLater(
      db,
      rows.flatMap(({ id }) => id ?? []),
    );
    return { see: `/journal/${post.classId}`, say: t.removed, note: { schoolId: post.schoolId, details: { post: postId } } };
  },
});

/** Something hurts or worries: the school is told, whoever posted is not told who said so. */
export const reportPost = action('/journal/publications/:postId/signalement', {
  params,
  may: reports,
  does: 'post.reported',
  body: z.object({ why: z.string().trim().max(500).default('') }),
  redraw: onePage,
  run: async ({ db, me, params: { postId }, body, now }) => {
    const post = await postKnown(db, postId);
    if (!post) return hidden;
    const child = me.functions.some(({ kind }) => kind === 'pupil');
    if (!child && body.why === '') return refuse('why', t.sayWhy, { field: 'why' });
    const { schoolId, authorId } = post;
    await report(db, { service: 'journal', thingId: postId, schoolId, authorId, reportedBy: me.personId, why: body.why, now });
    return {
      see: `/journal/publications/${postId}`,
      say: child ? t.reportedTu : t.reported,
      note: { schoolId, details: { post: postId } },
    };
  },
});
