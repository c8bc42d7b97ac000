import type { ColumnType } from 'kysely';
import type { Day, Default, Json, KernelTables } from '#kernel/db';
import type { CircleKind } from '#kernel/perimeter';
import type { Doc } from '#kernel/rich-text';

export type Field = 'to' | 'cc' | 'bcc';
export type State = 'draft' | 'held' | 'sent' | 'recalled' | 'rejected';
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Types of migrations/0001_messaging.sql. */
export interface Tables extends KernelTables {
  'messaging.messages': {
    id: string;
    thread_id: string;
    answers_id: Later<string>;
    school_id: Later<string>;
    class_id: Later<string>;
    sender_id: string | null;
    state: Default<State>;
    held_for: Later<'class' | 'school'>;
    subject: Default<string>;
    body: Json<Doc>;
    plain: Default<string>;
    folded: Default<string>;
    urgent_reason: Later<string>;
    no_reply: Default<boolean>;
    automatic: Default<boolean>;
    returned_word: Later<string>;
    content_hash: Later<Buffer>;
    updated_at: Date;
    sent_at: Later<Date>;
    arrives_at: Later<Date>;
    recalled_at: Later<Date>;
  };
  'messaging.folders': { id: string; person_id: string; parent_id: string | null; name: string };
  'messaging.groups': { id: string; owner_id: string; name: string };
  'messaging.group_members': { group_id: string; person_id: string };
  'messaging.favourites': { owner_id: string; person_id: string };
  'messaging.addressees': {
    id: string;
    message_id: string;
    field: Field;
    person_id: Later<string>;
    circle: Later<CircleKind>;
    place_id: Later<string>;
    group_id: Later<string>;
  };
  'messaging.recipients': {
    message_id: string;
    person_id: string;
    field: Field | 'from';
    through_id: Later<string>;
    about_id: Later<string>;
    arrives_at: Later<Date>;
    read_at: Later<Date>;
    folder_id: Later<string>;
    trashed_at: Later<Date>;
    gone_at: Later<Date>;
  };
  'messaging.attachments': { message_id: string; file_id: string };
  'messaging.hours': { person_id: string; opens: number; closes: number; days: number[]; sentence: string };
  'messaging.auto_replies': { by_id: string; to_id: string; day: Day };
}
