import type { ColumnType } from 'kysely';
import type { KernelTables } from '#kernel/db';

export interface Tables extends KernelTables {
  'duplicates.pairs': {
    one_id: string;
    other_id: string;
    evidence: string[];
    weight: ColumnType<number, number | undefined>;
    found_at: Date;
  };
  'duplicates.distinctions': { one_id: string; other_id: string; decided_by: string | null; decided_at: Date };
}
