import { sql } from '#kernel';
import type { Moderated, Shown } from '#kernel/moderation';
import { calledName } from '#kernel/perimeter';
import type { Doc } from '#kernel/rich-text';
import { linksOf } from './messages.ts';
import { release } from './send.ts';
import { t } from './texts.ts';

/** How a school looks after its messages: what is held or reported is shown to whoever decides, and to nobody else. */
export const moderated: Moderated = {
  async show({ db, thingIds }) {
    const { rows } = await sql<Omit<Shown, 'links' | 'to'> & { id: string; body: Doc; profiles: [string, number][] }>`
      select m.id, m.subject as title, ${calledName('p')} as author, m.plain as text, m.body, m.sent_at as at,
        coalesce((select json_agg(json_build_array(kind, people)) from (
          select coalesce((select f.kind from kernel.functions_today f where f.person_id = r.person_id order by f.id limit 1), 'guardian') as kind,
            count(*) as people
          from messaging.recipients r where r.message_id = m.id and r.field <> 'from' group by 1 order by 2 desc) each), '[]') as profiles
      from messaging.messages m left join kernel.people p on p.id = m.sender_id
      where m.id = any (${thingIds}::uuid[]) and m.state <> 'draft'`.execute(db);
    return new Map(rows.map(({ id, body, profiles, ...shown }) => [id, { ...shown, to: t.profiles({ profiles }), links: linksOf(body) }]));
  },
  async release({ db, thingId, now }) {
    await release(db, { messageId: thingId, heldFor: 'school', now });
  },
  async reject({ db, thingId }) {
    await sql`update messaging.messages set state = 'rejected', held_for = null where id = ${thingId} and held_for = 'school'`.execute(db);
  },
  async recall({ db, contentHash, schoolIds, now }) {
    const { rows } = await sql`
      update messaging.messages set state = 'recalled', held_for = null, recalled_at = ${now}, arrives_at = coalesce(arrives_at, ${now})
      where content_hash = ${contentHash} and school_id = any (${schoolIds}::uuid[]) and state in ('sent', 'held')
      returning id`.execute(db);
    return rows.length;
  },
  async hashOf({ db, thingId }) {
    const { rows } = await sql<{ hash: Buffer | null }>`select content_hash as hash from messaging.messages where id = ${thingId}`.execute(
      db,
    );
    return rows[0]?.hash ?? undefined;
  },
};
