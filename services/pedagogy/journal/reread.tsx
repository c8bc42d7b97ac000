import { hidden, many, refuse, routesFor, sql, ticked, uuid, z } from '#kernel';
import { projectOf } from '#kernel/consent';
import { keepFile, voiceFrom } from '#kernel/files';
import { Button, Buttons, Card, CardList, EmptyState, FilesOrVoice, Form, Notice, Page, TextArea, Time } from '#kernel/ui';
import { PostBody } from './card.tsx';
import { commentsWaiting, Waits, waitingComment } from './comments.tsx';
import { Who } from './compose.tsx';
import { nameOn } from './keep.ts';
import { mayNotShow } from './naming.ts';
import { decides, keeps, postKnown } from './policy.ts';
import { type ClassPupil, classById, type Post, postShape, postsWhere, pupilShape, pupilsIn } from './posts.ts';
import { JournalStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { tellOnce } from './telling.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** What pupils sent and nobody has looked at yet, the oldest first: published, given back with a word or a voice, or hidden. */
export const reread = page('/journal/:classId/relecture', {
  params: z.object({ classId: uuid }),
  may: keeps,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    pupils: z.array(pupilShape),
    posts: z.array(postShape),
    comments: z.array(waitingComment),
  }),
  load: async ({ db, params: { classId }, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const posts = await postsWhere(db, sql`p.class_id = ${classId} and p.state = 'waiting'`, now);
    const pupils = await pupilsIn(db, classId, projectOf('journal', now), now);
    return { classId, name: one.name, pupils, posts: posts.reverse(), comments: await commentsWaiting(db, classId) };
  },
  view: ({ classId, name, pupils, posts, comments }) => (
    <Page
      title={t.waitingDoor}
      family="pedagogy"
      narrow
      lead={t.rereadLead}
      trail={[{ label: t.journalOf({ name }), href: `/journal/${classId}` }]}
      head={<JournalStyle />}
    >
      {posts.length + comments.length === 0 ? (
        <EmptyState sentence={t.nothingWaits} link={{ label: t.journalOf({ name }), href: `/journal/${classId}` }} />
      ) : (
        <CardList>
          {posts.map((post) => (
            <Waiting key={post.id} post={post} pupils={pupils} />
          ))}
          {comments.map((comment) => (
            <Card
              key={comment.id}
              meta={
                <>
                  <span>{comment.author ?? t.someone}</span> <Time at={comment.at} />
                </>
              }
            >
              <Waits comment={comment} />
            </Card>
          ))}
        </CardList>
      )}
    </Page>
  ),
});

const Waiting = ({ post, pupils }: { post: Post; pupils: ClassPupil[] }) => (
  <Card
    meta={
      <>
        <span>{post.author ?? t.someone}</span> <Time at={post.at} />
      </>
    }
  >
    <PostBody post={post} />
    {post.voice === 'silent' && <Notice kind="warning">{t.voiceStaysSilent}</Notice>}
    <Form action={`/journal/${post.classId}/relecture/${post.id}`} files>
      {post.pictures.length > 0 && (
        <details>
          <summary class="button is-plain">
            <span>{t.who}</span>
          </summary>
          <Who pupils={pupils} />
        </details>
      )}
      <Buttons>
        <Button name="decision" value="show" weight="main" picture="check">
          {t.post}
        </Button>
        <Button name="decision" value="hide" weight="quiet">
          {t.hide}
        </Button>
      </Buttons>
      <details>
        <summary class="button is-quiet">
          <span>{t.giveBack}</span>
        </summary>
        <TextArea name="word" label={t.aWord} rows={2} maxlength={500} />
        <FilesOrVoice name="files" label={t.aVoice} accept="audio/webm,audio/mp4,audio/x-m4a" />
        <Button name="decision" value="return">
          {t.giveBackYes}
        </Button>
      </details>
    </Form>
  </Card>
);

/** The teacher's decision. Published, it says who is on it like any other post. */
export const decide = action('/journal/:classId/relecture/:waitingId', {
  params: z.object({ classId: uuid, waitingId: uuid }),
  may: ({ me, params, db }) => decides({ me, params: { postId: params.waitingId, classId: params.classId }, db }),
  does: 'post.decided',
  redraw: reread,
  body: z.object({
    decision: z.enum(['show', 'return', 'hide']),
    pupils: many(uuid),
    nobody: ticked,
    word: z.string().trim().max(500).default(''),
  }),
  uploads: { field: 'files', most: 1 },
  prepare: async ({ uploads: [said] }) => {
    const voice = said && voiceFrom(said.bytes);
    return said && !voice ? refuse('voice', t.notReadable({ name: said.name }), { field: 'files' }) : { voice };
  },
  run: async ({ db, me, params: { waitingId: postId }, body, prepared: { voice }, now, drawer, emit }) => {
    // Two teachers of one class decide one after the other.
    await sql`select from journal.posts where id = ${postId} for update`.execute(db);
    const post = await postKnown(db, postId);
    if (post?.state !== 'waiting') return refuse('decided', t.alreadyDecided, { status: 409 });
    const { schoolId, classId } = post;
    const see = `/journal/${classId}/relecture`;
    const note = { schoolId, details: { post: postId, decision: body.decision } };
    if (body.decision === 'hide') {
      await db.updateTable('journal.posts').set({ state: 'hidden' }).where('id', '=', postId).execute();
      return { see, say: t.nowHidden, note };
    }
    if (body.decision === 'return') {
      if (!body.word && !voice) return refuse('word', t.sayAWord, { field: 'word' });
      const voiceId = voice ? await keepFile(db, drawer, { name: 'voix', ...voice }, { schoolId, by: me.personId }) : null;
      const answer = { state: 'returned', returned_word: body.word || null, returned_voice_id: voiceId } as const;
      await db.updateTable('journal.posts').set(answer).where('id', '=', postId).execute();
      if (post.authorId) await emit('returned', { to: { people: [post.authorId] }, schoolId, payload: { classId, postId } });
      return { see, say: t.nowReturned, note };
    }
    const pictures = await db.selectFrom('journal.pictures').select('id').where('post_id', '=', postId).execute();
    const said = pictures.map(() => ({ pupils: body.pupils, nobody: body.nobody }));
    const refusal = await mayNotShow(db, { classId, project: projectOf('journal', now), now }, { pictures: said, heard: [] });
    if (refusal) return refusal;
    for (const { id } of pictures) await nameOn(db, id, body.pupils);
    await db.updateTable('journal.posts').set({ state: 'shown', posted_at: now }).where('id', '=', postId).execute();
    await tellOnce(db, { classId, schoolId, postId, now, emit });
    return { see, say: t.posted, note };
  },
});
