import { type Me, type Reader, sql, z } from '#kernel';
import { calledName } from '#kernel/perimeter';
import { Button, Buttons, Confirm, Form, Status, Submit, TextArea, Time, useTu } from '#kernel/ui';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

export const commentShape = z.object({
  id: z.uuid(),
  author: z.string().nullable(),
  body: z.string(),
  at: z.date(),
  waits: z.boolean(),
  mine: z.boolean(),
});
export type Comment = z.infer<typeof commentShape>;

/** A parent is called as children know them: by the first name, and whose parent they are. */
const author = sql<string>`coalesce(nullif(case when parent.of is null then ${calledName('author')}
  else author.first_name || ' (' || parent.of || ')' end, ''), '')`;

const from = sql`
  journal.comments c join journal.posts p on p.id = c.post_id
  left join kernel.people author on author.id = c.author_id
  left join lateral (
    select string_agg(child.first_name, ', ' order by child.birth_date) as of
    from kernel.guardianships g join kernel.people child on child.id = g.pupil_id
    join kernel.functions_today f on f.person_id = child.id and f.kind = 'pupil' and f.place_id = p.class_id
    where g.guardian_id = author.id) parent on true`;

/** What is shown under a post, and what of mine waits. */
export async function commentsOn(db: Reader<Tables>, me: Me, postId: string): Promise<Comment[]> {
  const { rows } = await sql<Comment>`
    select c.id, ${author} as author, c.body, c.written_at as at, c.state = 'waiting' as waits, c.author_id is not distinct from ${me.personId} as mine
    from ${from}
    where c.post_id = ${postId} and (c.state = 'shown' or (c.state = 'waiting' and c.author_id = ${me.personId}))
    order by c.written_at, c.id`.execute(db);
  return rows.map((one) => ({ ...one, author: one.author || null }));
}

export const waitingComment = commentShape.omit({ waits: true, mine: true }).extend({ postId: z.uuid(), caption: z.string() });
export type WaitingComment = z.infer<typeof waitingComment>;

/** What waits for the teacher in a class, the oldest first. */
export async function commentsWaiting(db: Reader<Tables>, classId: string): Promise<WaitingComment[]> {
  const { rows } = await sql<WaitingComment>`
    select c.id, ${author} as author, c.body, c.written_at as at, p.id as "postId", p.caption
    from ${from} where p.class_id = ${classId} and c.state = 'waiting' order by c.written_at, c.id limit 100`.execute(db);
  return rows.map((one) => ({ ...one, author: one.author || null }));
}

type Shown = { postId: string; comments: Comment[]; mayComment: boolean; mayKeep: boolean };

export function Comments({ postId, comments, mayComment, mayKeep }: Shown) {
  const tu = useTu();
  if (comments.length === 0 && !mayComment) return null;
  return (
    <section aria-labelledby="commentaires">
      <h2 id="commentaires">{t.comments}</h2>
      {comments.length > 0 && (
        <ul class="comments">
          {comments.map((one) => (
            <li key={one.id}>
              <p class="meta">
                {one.author ?? t.someone} · <Time at={one.at} />
              </p>
              <p class="comment-words">{one.body}</p>
              {one.waits && <Status kind="waiting">{t.commentIsWaiting}</Status>}
              {one.mine || mayKeep ? (
                <Confirm
                  action={`/journal/commentaires/${one.id}/retrait`}
                  label={t.removeComment}
                  sentence={t.removeCommentSure}
                  confirm={t.removeCommentYes}
                />
              ) : (
                <Confirm
                  action={`/journal/commentaires/${one.id}/signalement`}
                  label={tu ? t.reportTu : t.report}
                  sentence={tu ? t.reportCommentTu : t.reportComment}
                  confirm={tu ? t.reportYesTu : t.reportYes}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayComment && (
        <Form action={`/journal/publications/${postId}/commentaires`}>
          <TextArea name="body" label={t.yourComment} hint={mayKeep ? undefined : t.commentHint} rows={2} maxlength={500} required />
          <Submit>{t.sendComment}</Submit>
        </Form>
      )}
    </section>
  );
}

/** One that waits, before its teacher. */
export const Waits = ({ comment }: { comment: WaitingComment }) => (
  <>
    <p class="comment-words">{comment.body}</p>
    <p class="meta">
      <a href={`/journal/publications/${comment.postId}`}>
        {comment.caption ? t.underPost({ caption: comment.caption.slice(0, 80) }) : t.onePost}
      </a>
    </p>
    <Form action={`/journal/commentaires/${comment.id}/decision`}>
      <Buttons>
        <Button name="decision" value="show" weight="main" picture="check">
          {t.post}
        </Button>
        <Button name="decision" value="hide" weight="quiet">
          {t.hide}
        </Button>
      </Buttons>
    </Form>
  </>
);
