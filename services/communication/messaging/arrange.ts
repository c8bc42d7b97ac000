import { many, refuse, routesFor, sql, uuid, z } from '#kernel';
import { shelves } from './mailbox.ts';
import { isPupil, ownsFolder, uses } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

const presses = ['read', 'unread', 'trash', 'restore', 'erase', 'move'] as const;
type Press = (typeof presses)[number];

/** Several messages at once, in my own mailbox and nowhere else. What is thrown away waits thirty days in the trash. */
export const arrange = action('/messagerie/rangement', {
  may: uses,
  does: 'messages.arranged',
  unlogged: true,
  body: z.object({
    ids: many(uuid).pipe(z.array(z.uuid()).max(200)),
    press: z.enum(presses),
    from: z
      .union([z.enum(shelves), uuid])
      .catch('inbox')
      .default('inbox'),
    folder: uuid.nullable().catch(null).default(null),
  }),
  run: async ({ me, body, db, now }) => {
    const { press, ids, from } = body;
    if (ids.length === 0) return refuse('nothing', isPupil(me) ? t.tickFirstTu : t.tickFirst);
    if (press === 'move' && body.folder && !(await ownsFolder({ me, params: { folderId: body.folder }, db })))
      return refuse('folder', t.folderGone);
    const { rows } = await sql`
      update messaging.recipients r set ${change(press, body.folder, now)}
      from messaging.messages m
      where m.id = r.message_id and r.message_id = any (${ids}::uuid[]) and r.person_id = ${me.personId} and r.gone_at is null
        and (r.field = 'from' or r.arrives_at <= ${now}) ${press === 'erase' ? sql`and r.trashed_at is not null` : sql``}
      returning r.message_id`.execute(db);
    const shelf = shelves.find((known) => known === from);
    const see =
      press === 'erase' || press === 'restore'
        ? '/messagerie?rayon=trash'
        : shelf
          ? `/messagerie?rayon=${shelf}`
          : `/messagerie?dossier=${from}`;
    return { see: see.replace('?rayon=inbox', ''), say: isPupil(me) ? t.arrangedTu : t.arranged({ press, count: rows.length }) };
  },
});

function change(press: Press, folder: string | null, now: Date) {
  switch (press) {
    case 'read':
      return sql`read_at = coalesce(r.read_at, ${now})`;
    case 'unread':
      return sql`read_at = null`;
    case 'trash':
      return sql`trashed_at = ${now}`;
    case 'restore':
      return sql`trashed_at = null`;
    case 'erase':
      return sql`gone_at = ${now}`;
    case 'move':
      return sql`folder_id = ${folder}`;
  }
}
