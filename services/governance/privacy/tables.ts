import type { ColumnType } from 'kysely';
import type { Default, KernelTables } from '#kernel/db';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'privacy.files': {
    id: string;
    person_id: string;
    asked_by: string;
    state: 'making' | 'ready' | 'failed';
    done: Default<number>;
    out_of: Default<number>;
    asked_at: Date;
    file_id: ColumnType<string | null, string | null | undefined>;
    size: ColumnType<number | null, number | null | undefined>;
    taken_at: ColumnType<Date | null, Date | null | undefined>;
  };
}
