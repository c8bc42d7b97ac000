import type { ColumnType } from 'kysely';
import type { Default, KernelTables } from '#kernel/db';

/** Types of migrations/0001_badges.sql. */
export interface Tables extends KernelTables {
  'badges.badges': {
    id: string;
    pupil_id: string;
    token_hash: Buffer;
    made_by: string | null;
    made_at: Date;
    revoked_at: ColumnType<Date | null>;
  };
  'badges.pictures': { pupil_id: string; number: Default<number> };
  'badges.openings': { id: string; class_id: string; opened_by: string | null; code_hash: Buffer; expires_at: Date };
  'badges.devices': {
    id: string;
    class_id: string;
    opened_by: string | null;
    token_hash: Buffer;
    name: string;
    opened_at: Date;
    expires_at: Date;
    closed_at: ColumnType<Date | null>;
  };
  'badges.entries': { session_id: string; device_id: string };
}
