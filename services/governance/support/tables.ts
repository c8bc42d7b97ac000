import type { ColumnType } from 'kysely';
import type { Default, Json, KernelTables } from '#kernel/db';

/** Who looks after a ticket, from the nearest to the farthest. */
export type Level = 'school' | 'town' | 'circonscription' | 'academy' | 'editor';
/** With which hat somebody asks. `team`: teachers and directors; `helper`: those who work in the school beside them. */
export type AskedAs = 'pupil' | 'family' | 'helper' | 'team' | 'town' | 'circonscription' | 'academy';
export const categories = ['access', 'people', 'use', 'fault', 'equipment', 'network', 'other'] as const;
export type Category = (typeof categories)[number];
export type TicketState = 'waiting' | 'answered' | 'closed';
export type EntryKind = 'message' | 'answer' | 'note' | 'moved' | 'taken' | 'closed' | 'reopened';
export type IncidentState = 'announced' | 'looking' | 'found' | 'watching' | 'over';
export type Audience = 'everybody' | 'families' | 'team';
export type Diagnostics = { browser: string; version: string; page?: string; error?: string };

type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'support.tickets': {
    id: string;
    number: ColumnType<number, never, never>;
    place_id: string;
    school_id: string | null;
    author_id: string | null;
    asked_as: AskedAs;
    category: Category;
    blocking: boolean;
    title: string;
    body: string;
    diagnostics: Json<Diagnostics> | null;
    level: Level;
    levels: Level[];
    state: TicketState;
    opened_at: Date;
    answer_due: Date;
    answered_at: Later<Date>;
    moved_at: Date;
    closed_at: Later<Date>;
    reminded_at: Later<Date>;
    taken_by: Later<string>;
  };
  'support.entries': {
    id: string;
    ticket_id: string;
    author_id: string | null;
    kind: EntryKind;
    level: Level | null;
    body: string | null;
    at: Date;
  };
  'support.attachments': { ticket_id: string; file_id: string; entry_id: string | null };
  'support.macros': { id: string; place_id: string; title: string; body: string };
  'support.incidents': {
    id: string;
    place_id: string;
    title: string;
    state: IncidentState;
    starts_at: Date;
    over_at: Later<Date>;
  };
  'support.updates': { id: string; incident_id: string; state: IncidentState; body: string; at: Date };
  'support.articles': {
    id: string;
    place_id: string;
    title: string;
    body: string;
    audience: Audience;
    open: boolean;
    changed_at: Date;
  };
  'support.editor': {
    one: Default<boolean>;
    webhook: boolean;
    url: string | null;
    sealed: Buffer | null;
    mail: boolean;
    email: string | null;
  };
  'support.relays': {
    id: string;
    ticket_id: string;
    channel: 'webhook' | 'mail';
    summary: string;
    queued_at: Date;
    sent_at: Later<Date>;
    tries: Default<number>;
    fault: Later<string>;
  };
}
