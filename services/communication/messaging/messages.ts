import { createHash } from 'node:crypto';
import { type Me, type Reader, sql } from '#kernel';
import { type CircleKind, calledName, circleLabel } from '#kernel/perimeter';
import { type Block, type Doc, plainOf, type Run } from '#kernel/rich-text';
import type { Field, State, Tables } from './tables.ts';

type Db = Reader<Tables>;

/** A message as it lies in my mailbox. */
export type Message = {
  id: string;
  threadId: string;
  answersId: string | null;
  schoolId: string | null;
  classId: string | null;
  senderId: string | null;
  sender: string;
  /** A pupil or a parent: their links do not open for pupils. */
  senderWorks: boolean;
  state: State;
  subject: string;
  body: Doc;
  urgentReason: string | null;
  noReply: boolean;
  automatic: boolean;
  returnedWord: string | null;
  sentAt: Date | null;
  arrivesAt: Date | null;
  recalledAt: Date | null;
  updatedAt: Date;
  /** How I have it. */
  field: Field | 'from';
  readAt: Date | null;
  trashedAt: Date | null;
  folderId: string | null;
};

/** The message, if it is in this person's mailbox and has arrived there; a writer sees their own at once. */
export async function messageIn(db: Db, me: Me, id: string, now: Date): Promise<Message | undefined> {
  const { rows } = await sql<Message>`
    select m.id, m.thread_id as "threadId", m.answers_id as "answersId", m.school_id as "schoolId", m.class_id as "classId",
      m.sender_id as "senderId", ${calledName('p')} as sender,
      exists (select from kernel.functions_today f where f.person_id = p.id and f.kind <> 'pupil') as "senderWorks",
      m.state, m.subject, m.body, m.urgent_reason as "urgentReason", m.no_reply as "noReply", m.automatic,
      m.returned_word as "returnedWord", m.sent_at as "sentAt", m.arrives_at as "arrivesAt", m.recalled_at as "recalledAt",
      m.updated_at as "updatedAt", r.field, r.read_at as "readAt", r.trashed_at as "trashedAt", r.folder_id as "folderId"
    from messaging.recipients r
    join messaging.messages m on m.id = r.message_id
    left join kernel.people p on p.id = m.sender_id
    where r.message_id = ${id} and r.person_id = ${me.personId} and r.gone_at is null
      and (r.field = 'from' or (r.arrives_at <= ${now} and m.state in ('sent', 'recalled')))`.execute(db);
  return rows[0];
}

export type SaidTo = { field: Field; label: string };

/**
 * To whom a message was said, as this reader may know it: people who were named, circles by their name alone. A hidden copy is
 * known to whoever wrote, and to whoever received it, who sees only their own.
 */
export async function saidTo(db: Db, me: Me, message: Pick<Message, 'id' | 'senderId'>): Promise<SaidTo[]> {
  const all = message.senderId === me.personId;
  const { rows } = await sql<{
    field: Field;
    name: string | null;
    circle: CircleKind | null;
    place: string | null;
    placeKind: string | null;
  }>`
    select r.field, ${calledName('p')} as name, null as circle, null as place, null as "placeKind"
    from messaging.recipients r join kernel.people p on p.id = r.person_id
    left join messaging.addressees said on said.id = r.through_id
    where r.message_id = ${message.id} and r.field <> 'from' and said.circle is null
      and (${all} or (r.field in ('to', 'cc') and r.through_id is null) or r.person_id = ${me.personId})
    union all
    select distinct a.field, null, a.circle, place.name, place.kind
    from messaging.addressees a join kernel.places place on place.id = a.place_id
    where a.message_id = ${message.id} and a.circle is not null and (${all} or a.field in ('to', 'cc') or exists (
      select from messaging.recipients own where own.through_id = a.id and own.person_id = ${me.personId}))
    order by 1, 2`.execute(db);
  return rows.map(({ field, name, circle, place, placeKind }) => ({
    field,
    label: circle ? circleLabel({ circle, place: place ?? '', placeKind: placeKind ?? '' }) : (name ?? ''),
  }));
}

/** Everybody in whose mailbox a message of mine is, or will be. */
export async function deliveredTo(db: Db, messageId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select ${calledName('p')} as name from messaging.recipients r join kernel.people p on p.id = r.person_id
    where r.message_id = ${messageId} and r.field <> 'from' order by p.last_name, p.first_name, p.id`.execute(db);
  return rows.map(({ name }) => name);
}

export type Attached = { id: string; name: string; mediaType: string; size: number };

export async function attachmentsOf(db: Db, messageId: string): Promise<Attached[]> {
  const { rows } = await sql<Attached>`
    select f.id, f.name, f.media_type as "mediaType", f.size
    from messaging.attachments a join kernel.files f on f.id = a.file_id
    where a.message_id = ${messageId} order by f.uploaded_at, f.id`.execute(db);
  return rows;
}

const runsOf = (block: Block): Run[] =>
  block.type === 'paragraph' || block.type === 'heading'
    ? (block.content ?? [])
    : block.content.flatMap((item) => item.content.flatMap(runsOf));

/** Where the links of a text lead. */
export const linksOf = (doc: Doc): string[] => [
  ...new Set(
    doc.content
      .flatMap(runsOf)
      .flatMap((run) => (run.type === 'text' ? (run.marks ?? []) : []))
      .flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : [])),
  ),
];

/** The same text, its links turned to plain words: what a child reads of what does not come from the school. */
export function withoutLinks(doc: Doc): Doc {
  const inert = (runs: Run[] | undefined) =>
    runs?.map((run) => (run.type === 'text' ? { ...run, marks: run.marks?.filter(({ type }) => type !== 'link') } : run));
  const plain = <B extends Block>(block: B): B =>
    block.type === 'paragraph' || block.type === 'heading'
      ? { ...block, content: inert(block.content) }
      : { ...block, content: block.content.map((item) => ({ ...item, content: item.content.map(plain) })) };
  return { ...doc, content: doc.content.map(plain) };
}

export type Content = {
  /** The same wherever it goes: the words without case, accents nor spacing, the links, the files. */
  hash: Buffer;
  /** How many links, and how many addresses typed as plain words. */
  links: number;
  /** « Merci beaucoup » is written by a hundred people the same day; a link, a file or a few sentences are not. */
  telling: boolean;
};

export async function contentOf(db: Db, { id, subject, body }: { id: string; subject: string; body: Doc }): Promise<Content> {
  const { rows } = await sql<{ sha256: string }>`
    select encode(f.sha256, 'hex') as sha256 from messaging.attachments a join kernel.files f on f.id = a.file_id
    where a.message_id = ${id} order by 1`.execute(db);
  const text = `${subject} ${plainOf(body)}`;
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const links = linksOf(body).sort();
  const typed = new Set([...links, ...(text.match(/(https?:\/\/|www\.)\S+/gi) ?? [])]);
  return {
    hash: createHash('sha256')
      .update(JSON.stringify([words, links, rows.map(({ sha256 }) => sha256)]))
      .digest(),
    links: typed.size,
    telling: typed.size > 0 || rows.length > 0 || words.length > 40,
  };
}
