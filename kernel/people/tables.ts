import type { ColumnType } from 'kysely';

/** Two sheets made one human, and what it took. */
export type MergeTables = {
  'kernel.merges': {
    id: string;
    survivor_id: string;
    merged_id: string;
    evidence: string[];
    merged_by: string | null;
    merged_at: Date;
    undone_by: ColumnType<string | null, string | null | undefined>;
    undone_at: ColumnType<Date | null, Date | null | undefined>;
  };
};
