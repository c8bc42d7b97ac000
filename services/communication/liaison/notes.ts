import { createHash } from 'node:crypto';
import { type Reader, sql } from '#kernel';
import type { Doc } from '#kernel/rich-text';
import { parisDay } from '#kernel/ui';
import type { Category, ReplyKind, Signers, Tables } from './tables.ts';

/** A note as the pages know it. */
export type Note = {
  id: string;
  schoolId: string;
  school: string;
  authorId: string | null;
  author: string | null;
  state: 'draft' | 'sent' | 'withdrawn';
  category: Category;
  title: string;
  body: Doc;
  deadline: string | null;
  replyKind: ReplyKind;
  options: string[];
  signers: Signers;
  version: number;
  askedVersion: number;
  remindedAt: Date | null;
  updatedAt: Date;
  sentAt: Date | null;
  arrivesAt: Date | null;
  urgentReason: string | null;
  withdrawnAt: Date | null;
};

/** The note, with how its author is called: « Mme Claire Benali ». */
export async function noteById(db: Reader<Tables>, id: string): Promise<Note | undefined> {
  const { rows } = await sql<Note>`
    select n.id, n.school_id as "schoolId", school.name as school, n.author_id as "authorId",
      concat_ws(' ', author.civility, author.first_name, author.last_name) as author, n.state, n.category, n.title, n.body,
      n.deadline, n.reply_kind as "replyKind", n.options, n.signers, n.version, n.asked_version as "askedVersion",
      n.reminded_at as "remindedAt", n.updated_at as "updatedAt", n.sent_at as "sentAt", n.arrives_at as "arrivesAt",
      n.urgent_reason as "urgentReason", n.withdrawn_at as "withdrawnAt"
    from liaison.notes n
    join kernel.places school on school.id = n.school_id
    left join kernel.people author on author.id = n.author_id
    where n.id = ${id}`.execute(db);
  return rows[0];
}

export type Attached = { id: string; name: string; mediaType: string; size: number };

export async function attachmentsOf(db: Reader<Tables>, noteId: string): Promise<Attached[]> {
  const { rows } = await sql<Attached>`
    select f.id, f.name, f.media_type as "mediaType", f.size
    from liaison.attachments a join kernel.files f on f.id = a.file_id
    where a.note_id = ${noteId} order by f.uploaded_at, f.id`.execute(db);
  return rows;
}

export type Version = {
  version: number;
  title: string;
  body: Doc;
  deadline: string | null;
  asksAgain: boolean;
  at: Date;
  sha256: string;
};

/** What was sent, the last first. */
export async function versionsOf(db: Reader<Tables>, noteId: string): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select version, title, body, deadline, asks_again as "asksAgain", written_at as at, encode(content_sha256, 'hex') as sha256
    from liaison.versions where note_id = ${noteId} order by version desc`.execute(db);
  return rows;
}

type Content = Pick<Note, 'title' | 'body' | 'deadline' | 'replyKind' | 'options' | 'signers'>;

/** What a family signs: the words, the day, the question and the files. Printed on the proof, so that each can check. */
export async function contentHash(db: Reader<Tables>, noteId: string, content: Content): Promise<Buffer> {
  const { rows } = await sql<{ sha256: string }>`
    select encode(f.sha256, 'hex') as sha256 from liaison.attachments a join kernel.files f on f.id = a.file_id
    where a.note_id = ${noteId} order by 1`.execute(db);
  const { title, body, deadline, replyKind, options, signers } = content;
  const files = rows.map((row) => row.sha256);
  return createHash('sha256')
    .update(JSON.stringify([title, inOrder(body), deadline, replyKind, options, signers, files]))
    .digest();
}

/** jsonb forgets the order of keys: the same text must give the same hash before and after storage. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => [key, inOrder(inside)]),
  );
}

/** Answers may still be changed on the day itself, Paris time. */
export const isLate = (deadline: string | null, now: Date): boolean => deadline !== null && deadline < parisDay(now);
