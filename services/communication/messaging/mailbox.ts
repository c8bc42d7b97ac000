import { type Me, type RawBuilder, type Reader, sql, uuid, z } from '#kernel';
import { calledName, closeness, folded, matches, wordsOf } from '#kernel/perimeter';
import type { State, Tables } from './tables.ts';

type Db = Reader<Tables>;

export const shelves = ['inbox', 'sent', 'drafts', 'trash'] as const;
export type Shelf = (typeof shelves)[number];

export const perPage = 25;

/** The last line of a page, from which the next one starts: `2026-11-24T07:00:00.000Z~<id>`. */
export type Cursor = { at: Date; id: string };
export const cursorText = ({ at, id }: Cursor): string => `${at.toISOString()}~${id}`;
export function cursorOf(text: string): Cursor | undefined {
  const [at = '', id = ''] = text.split('~');
  const moment = z.iso.datetime().safeParse(at);
  return moment.success && uuid.safeParse(id).success ? { at: new Date(moment.data), id } : undefined;
}

export type Line = {
  id: string;
  subject: string;
  /** Who wrote; in what I sent, to whom. */
  who: string;
  at: Date;
  state: State;
  unread: boolean;
  mine: boolean;
  urgent: boolean;
  arrivesAt: Date | null;
  about: string | null;
  files: boolean;
  folder: string | null;
};

type Asked = { shelf: Shelf; folderId: string | null; q: string; after: Cursor | undefined; closed: string[]; now: Date };

/** SQL: the rows `r` (mailbox) and `m` (message) that lie on this shelf, in this folder. Nothing that has not arrived. */
function lies({ shelf, folderId, now }: Asked): RawBuilder<unknown> {
  const arrived = sql`(r.field = 'from' or (r.arrives_at <= ${now} and m.state in ('sent', 'recalled')))`;
  if (shelf === 'trash') return sql`r.trashed_at is not null and ${arrived}`;
  if (folderId) return sql`r.trashed_at is null and r.folder_id = ${folderId} and ${arrived}`;
  if (shelf === 'drafts') return sql`r.trashed_at is null and r.folder_id is null and r.field = 'from' and m.state = 'draft'`;
  if (shelf === 'sent') return sql`r.trashed_at is null and r.folder_id is null and r.field = 'from' and m.state <> 'draft'`;
  return sql`r.trashed_at is null and r.folder_id is null and r.field <> 'from' and r.arrives_at <= ${now} and m.state in ('sent', 'recalled')`;
}

/** One page of a shelf, the newest first; with a search, the closest first among all that is mine and not thrown away. */
export async function linesOf(db: Db, me: Me, asked: Asked): Promise<{ lines: Line[]; next: Cursor | undefined }> {
  const words = wordsOf(asked.q);
  // The received and the sent are read by their index; drafts have not left, and stand where they were last touched.
  const indexed = words.length === 0 && !asked.folderId && (asked.shelf === 'inbox' || asked.shelf === 'sent');
  const at = indexed ? sql`r.arrives_at` : sql`coalesce(r.arrives_at, m.updated_at)`;
  const names = sql`(case when r.field = 'from' then m.folded || ${folded(said)} else m.folded || ${folded(sql`concat_ws(' ', p.first_name, p.last_name)`)} end)`;
  const where =
    words.length > 0
      ? sql`r.trashed_at is null and (r.field = 'from' or (r.arrives_at <= ${asked.now} and m.state = 'sent')) and ${matches(names, words)}`
      : lies(asked);
  const { rows } = await sql<Line>`
    select m.id, case when m.state = 'recalled' and r.field <> 'from' then '' else m.subject end as subject, case when r.field = 'from' then ${said} else ${calledName('p')} end as who,
      ${at} as at, m.state, r.read_at is null and r.field <> 'from' as unread, r.field = 'from' as mine, m.urgent_reason is not null as urgent,
      m.arrives_at as "arrivesAt", child.first_name as about, exists (select from messaging.attachments a where a.message_id = m.id) as files,
      folder.name as folder
    from messaging.recipients r
    join messaging.messages m on m.id = r.message_id
    left join kernel.people p on p.id = m.sender_id and r.field <> 'from'
    left join kernel.people child on child.id = r.about_id
    left join messaging.folders folder on folder.id = r.folder_id
    where r.person_id = ${me.personId} and r.gone_at is null and ${where}
      and (m.school_id is null or m.school_id <> all (${asked.closed}::uuid[]))
      ${asked.after && words.length === 0 ? sql`and (${at}, r.message_id) < (${asked.after.at}, ${asked.after.id}::uuid)` : sql``}
    order by ${words.length > 0 ? sql`${closeness(names, words)} desc,` : sql``} ${at} desc, r.message_id desc
    limit ${perPage + 1}`.execute(db);
  const lines = rows.slice(0, perPage);
  const last = lines.at(-1);
  return { lines, next: rows.length > perPage && last && words.length === 0 ? { at: last.at, id: last.id } : undefined };
}

/** SQL: to whom a message of mine was said: circles and people, a few of them. */
const said = sql`(
  select string_agg(label, ', ') from (
    select ${calledName('who')} as label
    from messaging.addressees a join kernel.people who on who.id = a.person_id where a.message_id = m.id
    union all
    select coalesce(g.name, place.name) from messaging.addressees a
    left join messaging.groups g on g.id = a.group_id left join kernel.places place on place.id = a.place_id
    where a.message_id = m.id and a.person_id is null
    limit 6) few)`;

/** How many messages have arrived that I did not read, but for the schools where messaging is closed for me. */
export async function unreadOf(db: Db, me: Me, closed: string[], now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from messaging.recipients r join messaging.messages m on m.id = r.message_id
    where r.person_id = ${me.personId} and (m.school_id is null or m.school_id <> all (${closed}::uuid[])) and r.read_at is null and r.field <> 'from' and r.trashed_at is null and r.gone_at is null
      and r.folder_id is null and r.arrives_at <= ${now}`.execute(db);
  return rows[0]?.count ?? 0;
}

export type Folder = { id: string; name: string; parentId: string | null; depth: number; unread: number };

/** My folders, each under the one that contains it. */
export async function foldersOf(db: Db, me: Me, now: Date): Promise<Folder[]> {
  const { rows } = await sql<Folder>`
    with recursive tree as (
      select f.id, f.name, f.parent_id, 0 as depth, array[f.name] as path from messaging.folders f
      where f.person_id = ${me.personId} and f.parent_id is null
      union all
      select f.id, f.name, f.parent_id, tree.depth + 1, tree.path || f.name from messaging.folders f join tree on f.parent_id = tree.id)
    select tree.id, tree.name, tree.parent_id as "parentId", tree.depth, (
      select count(*) from messaging.recipients r where r.folder_id = tree.id and r.read_at is null and r.field <> 'from'
        and r.trashed_at is null and r.gone_at is null and r.arrives_at <= ${now}) as unread
    from tree order by tree.path`.execute(db);
  return rows;
}
