import type { ColumnType } from 'kysely';
import type { Default } from '#kernel/db';

/** `staff-first`: families and pupils answer, and no longer write first · `read-only`: nothing new · `closed`: not even read. */
export type Brake = 'staff-first' | 'read-only' | 'closed';

export interface ModerationTables {
  'kernel.brakes': {
    id: string;
    place_id: string;
    feature: string;
    profiles: string[] | null;
    state: Brake;
    reason: string;
    set_by: string | null;
    set_at: Date;
    ends_at: Date;
    needs_second: Default<boolean>;
    seconded_by: ColumnType<string | null>;
    seconded_at: ColumnType<Date | null>;
    lifted_by: ColumnType<string | null>;
    lifted_at: ColumnType<Date | null>;
  };
  'kernel.holds': {
    id: string;
    service: string;
    thing_id: string;
    school_id: string | null;
    author_id: string | null;
    why: string;
    content_hash: Buffer | null;
    held_at: Date;
    decision: ColumnType<'released' | 'rejected' | null>;
    decided_by: ColumnType<string | null>;
    decided_at: ColumnType<Date | null>;
    told_at: ColumnType<Date | null>;
  };
  'kernel.reports': {
    id: string;
    service: string;
    thing_id: string;
    school_id: string | null;
    author_id: string | null;
    reported_by: string | null;
    why: string;
    reported_at: Date;
    outcome: ColumnType<'recalled' | 'kept' | null>;
    closed_by: ColumnType<string | null>;
    closed_at: ColumnType<Date | null>;
    told_at: ColumnType<Date | null>;
  };
}
