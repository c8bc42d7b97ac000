import type { Day, Default, Json, KernelTables, Moment } from '#kernel/db';
import type { Doc } from '#kernel/rich-text';

export type Category = 'outing' | 'meeting' | 'class-life' | 'supplies' | 'health' | 'closure' | 'other';
export type ReplyKind = 'none' | 'signature' | 'yes-no' | 'choice' | 'text';
export type Signers = 'one' | 'all';

/** Types of migrations/0001_liaison.sql. */
export interface Tables extends KernelTables {
  'liaison.notes': {
    id: string;
    school_id: string;
    author_id: string | null;
    state: Default<'draft' | 'sent' | 'withdrawn'>;
    category: Category;
    title: string;
    body: Json<Doc>;
    plain: string;
    deadline: Day | null;
    reply_kind: Default<ReplyKind>;
    options: Default<string[]>;
    signers: Default<Signers>;
    version: Default<number>;
    asked_version: Default<number>;
    reminded_at: Moment | null;
    updated_at: Moment;
    sent_at: Moment | null;
    arrives_at: Moment | null;
    urgent_reason: string | null;
    withdrawn_at: Moment | null;
  };
  'liaison.addressees': { note_id: string; class_id: string; pupil_id: string | null };
  'liaison.attachments': { note_id: string; file_id: string };
  'liaison.versions': {
    note_id: string;
    version: number;
    title: string;
    body: Json<Doc>;
    deadline: Day | null;
    asks_again: boolean;
    written_by: string | null;
    written_at: Moment;
    content_sha256: Buffer;
  };
  'liaison.pupils': { note_id: string; pupil_id: string; class_id: string };
  'liaison.recipients': {
    note_id: string;
    pupil_id: string;
    guardian_id: string;
    holds_authority: boolean;
    seen_at: Moment | null;
    seen_version: number | null;
  };
  'liaison.replies': {
    id: string;
    note_id: string;
    pupil_id: string;
    guardian_id: string;
    number: number;
    version: number;
    answer: string | null;
    at: Moment;
    on_paper: Default<boolean>;
    entered_by: string | null;
    undone_at: Moment | null;
  };
  /** A view: where each guardian stands. */
  'liaison.standings': {
    note_id: string;
    pupil_id: string;
    guardian_id: string;
    holds_authority: boolean;
    school_id: string;
    state: 'sent' | 'withdrawn';
    reply_kind: ReplyKind;
    signers: Signers;
    seen_at: Date | null;
    reply_id: string | null;
    answer: string | null;
    replied_at: Date | null;
    on_paper: boolean;
    entered_by: string | null;
    asked: boolean;
    done: boolean;
    concerned: boolean;
  };
  /** A view: where each child's line stands. */
  'liaison.lines': { note_id: string; pupil_id: string; class_id: string; expected: boolean; closed: boolean };
}
