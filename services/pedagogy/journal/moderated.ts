import { type RawBuilder, sql } from '#kernel';
import type { Moderated, Shown } from '#kernel/moderation';
import { calledName } from '#kernel/perimeter';
import { t } from './texts.ts';

/** SQL: what may be reported, posts and the words under them, in one shape. */
const things = sql`(
  select id, author_id, class_id, caption as text, posted_at as at, content_hash, school_id,
    (select count(*) from journal.pictures x where x.post_id = posts.id) as photos, false as comment from journal.posts
  union all
  select c.id, c.author_id, p.class_id, c.body, c.written_at, c.content_hash, p.school_id, 0, true
  from journal.comments c join journal.posts p on p.id = c.post_id)`;

type Found = { id: string; author: string; text: string; at: Date; name: string; photos: number; comment: boolean };

const hidden = (where: RawBuilder<unknown>) => [
  sql`update journal.posts t set state = 'hidden' where t.state <> 'hidden' and ${where} returning id`,
  sql`update journal.comments t set state = 'hidden' where t.state <> 'hidden' and ${where} returning id`,
];

/** How a school looks after its journals: what was reported is shown to whoever decides; taken back, nobody sees it any more. */
export const moderated: Moderated = {
  async show({ db, thingIds }) {
    const { rows } = await sql<Found>`
      select t.id, ${calledName('author')} as author, t.text, t.at, c.name, t.photos, t.comment
      from ${things} t join kernel.places c on c.id = t.class_id left join kernel.people author on author.id = t.author_id
      where t.id = any (${thingIds}::uuid[])`.execute(db);
    return new Map(
      rows.map(({ id, author, text, at, name, photos, comment }): [string, Shown] => {
        const title = comment ? t.commentOn({ name }) : t.postOf({ name, count: photos });
        return [id, { title, author: author || t.someone, to: t.circleOf({ name }), text, links: [], at }];
      }),
    );
  },
  async release({ db, thingId, now }) {
    await sql`update journal.posts set state = 'shown', posted_at = ${now} where id = ${thingId} and state = 'hidden'`.execute(db);
    await sql`update journal.comments set state = 'shown' where id = ${thingId} and state = 'hidden'`.execute(db);
  },
  async reject({ db, thingId }) {
    for (const change of hidden(sql`t.id = ${thingId}`)) await change.execute(db);
  },
  async recall({ db, contentHash, schoolIds }) {
    let taken = 0;
    const same = sql`t.id in (select id from ${things} s where s.content_hash = ${contentHash} and s.school_id = any (${schoolIds}::uuid[]))`;
    for (const change of hidden(same)) taken += (await change.execute(db)).rows.length;
    return taken;
  },
  async hashOf({ db, thingId }) {
    const { rows } = await sql<{ hash: Buffer }>`select t.content_hash as hash from ${things} t where t.id = ${thingId}`.execute(db);
    return rows[0]?.hash;
  },
};
