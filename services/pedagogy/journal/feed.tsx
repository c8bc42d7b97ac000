import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, CardList, EmptyState, Notice, Page, useTu } from '#kernel/ui';
import { closed } from './brake.ts';
import { PostCard } from './card.tsx';
import { isPupil, keeps, posts as mayPost, reads } from './policy.ts';
import { classById, type Post, perPage, postShape, postsWhere } from './posts.ts';
import { commentsToRead, toRereadText } from './rereading.ts';
import { JournalStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** The journal of a class, the newest first. A pupil also finds there what is theirs and waits. */
export const feed = page('/journal/:classId', {
  params: z.object({ classId: uuid }),
  may: reads,
  query: z.object({ avant: uuid.optional().catch(undefined) }),
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    mayPost: z.boolean(),
    mayKeep: z.boolean(),
    waiting: z.number(),
    waitingComments: z.number(),
    first: z.boolean(),
    older: z.string().nullable(),
    posts: z.array(postShape.extend({ mayChange: z.boolean() })),
  }),
  load: async ({ db, me, params: { classId }, query, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const brake = await closed(db, me, one.schoolId, now);
    if (brake) return refuse('closed', brake, { status: 403 });
    const before = query.avant
      ? sql`and (p.posted_at, p.id) < (select b.posted_at, b.id from journal.posts b where b.id = ${query.avant} and b.class_id = ${classId})`
      : sql``;
    const mine = isPupil(me) ? sql`or (p.author_id = ${me.personId} and p.state in ('waiting', 'returned'))` : sql``;
    const found = await postsWhere(db, sql`p.class_id = ${classId} and (p.state = 'shown' ${mine}) ${before}`, now, perPage + 1);
    const mayKeep = keeps({ me, params: { classId } });
    const { rows: waiting } = mayKeep
      ? await sql<{ count: number; comments: number }>`
          select count(*) as count, (${commentsToRead(classId)}) as comments
          from journal.posts where class_id = ${classId} and state = 'waiting'`.execute(db)
      : { rows: [] };
    return {
      ...{
        classId,
        name: one.name,
        mayKeep,
        waiting: waiting[0]?.count ?? 0,
        waitingComments: waiting[0]?.comments ?? 0,
        first: query.avant === undefined,
      },
      mayPost: mayPost({ me, params: { classId } }),
      older: found.length > perPage ? (found[perPage - 1]?.id ?? null) : null,
      posts: found.slice(0, perPage).map((post) => ({ ...post, mayChange: mayKeep || (!isPupil(me) && post.authorId === me.personId) })),
    };
  },
  view: (answer) => <Feed {...answer} />,
});

type Answer = {
  classId: string;
  name: string;
  mayPost: boolean;
  mayKeep: boolean;
  waiting: number;
  waitingComments: number;
  first: boolean;
  older: string | null;
  posts: (Post & { mayChange: boolean })[];
};

function Feed({ classId, name, mayPost, mayKeep, waiting, waitingComments, first, older, posts }: Answer) {
  const tu = useTu();
  return (
    <Page
      title={t.journalOf({ name })}
      family="pedagogy"
      narrow
      lead={tu ? t.feedLeadTu : t.feedLead}
      head={<JournalStyle />}
      actions={
        <>
          {mayPost && (
            <ButtonLink href={`/journal/${classId}/nouveau`} weight="main" picture="camera">
              {tu ? t.postTu : t.post}
            </ButtonLink>
          )}
          {!tu && (
            <ButtonLink href={`/journal/${classId}/album`} weight="quiet" picture="library">
              {t.album}
            </ButtonLink>
          )}
          {mayKeep && (
            <ButtonLink href={`/journal/${classId}/commentaires`} weight="quiet">
              {t.comments}
            </ButtonLink>
          )}
        </>
      }
    >
      {mayKeep && waiting + waitingComments > 0 && (
        <Notice>
          <a href={`/journal/${classId}/relecture`}>{toRereadText(waiting, waitingComments)}</a>
        </Notice>
      )}
      {posts.length === 0 ? (
        <Empty classId={classId} mayPost={mayPost} />
      ) : (
        <CardList>
          {posts.map(({ mayChange, ...post }) => (
            <PostCard key={post.id} post={post} mayChange={mayChange} />
          ))}
        </CardList>
      )}
      <Buttons>
        {!first && (
          <ButtonLink href={`/journal/${classId}`} weight="quiet" picture="back">
            {t.newest}
          </ButtonLink>
        )}
        {older && (
          <ButtonLink href={`/journal/${classId}?avant=${older}`} weight="quiet" picture="forward">
            {t.older}
          </ButtonLink>
        )}
      </Buttons>
    </Page>
  );
}

function Empty({ classId, mayPost }: { classId: string; mayPost: boolean }) {
  const tu = useTu();
  if (!mayPost) return <EmptyState sentence={t.nothingYet} link={{ label: t.backHome, href: '/' }} />;
  const link = { label: tu ? t.postTu : t.post, href: `/journal/${classId}/nouveau` };
  return <EmptyState drawing={tu ? 'fish' : 'boat'} sentence={tu ? t.nothingYetTu : t.nothingYetToPost} link={link} />;
}
