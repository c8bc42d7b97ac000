import { sql } from '#kernel';
import type { Moderated, Shown } from '#kernel/moderation';
import { calledName } from '#kernel/perimeter';
import { t } from './texts.ts';

/** How a school looks after its journals: what was reported is shown to whoever decides; taken back, nobody sees it any more. */
export const moderated: Moderated = {
  async show({ db, thingIds }) {
    const { rows } = await sql<{ id: string; author: string; text: string; at: Date; name: string; photos: number }>`
      select p.id, ${calledName('author')} as author, p.caption as text, p.posted_at as at, c.name,
        (select count(*) from journal.pictures x where x.post_id = p.id) as photos
      from journal.posts p join kernel.places c on c.id = p.class_id left join kernel.people author on author.id = p.author_id
      where p.id = any (${thingIds}::uuid[])`.execute(db);
    return new Map(
      rows.map(({ id, author, text, at, name, photos }): [string, Shown] => [
        id,
        { title: t.postOf({ name, count: photos }), author: author || t.someone, to: t.circleOf({ name }), text, links: [], at },
      ]),
    );
  },
  async release({ db, thingId, now }) {
    await sql`update journal.posts set state = 'shown', posted_at = ${now} where id = ${thingId} and state = 'hidden'`.execute(db);
  },
  async reject({ db, thingId }) {
    await sql`update journal.posts set state = 'hidden' where id = ${thingId}`.execute(db);
  },
  async recall({ db, contentHash, schoolIds }) {
    const { rows } = await sql`
      update journal.posts set state = 'hidden'
      where content_hash = ${contentHash} and school_id = any (${schoolIds}::uuid[]) and state <> 'hidden' returning id`.execute(db);
    return rows.length;
  },
  async hashOf({ db, thingId }) {
    const { rows } = await sql<{ hash: Buffer }>`select content_hash as hash from journal.posts where id = ${thingId}`.execute(db);
    return rows[0]?.hash;
  },
};
