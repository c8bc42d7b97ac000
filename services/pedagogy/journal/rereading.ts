import { type RawBuilder, sql } from '#kernel';
import { listed } from '#kernel/texts';
import { t } from './texts.ts';

/** SQL: how many comments wait in a class. */
export const commentsToRead = (classId: string | RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`select count(*) from journal.comments c join journal.posts p on p.id = c.post_id
    where p.class_id = ${classId} and c.state = 'waiting'`;

/** « 2 publications d’élèves et 1 commentaire à relire » */
export const toRereadText = (posts: number, comments: number): string =>
  t.toReread({
    what: listed(
      [posts > 0 ? t.waitingPosts({ count: posts }) : '', comments > 0 ? t.waitingComments({ count: comments }) : ''].filter(Boolean),
    ),
  });
