import type { ColumnType } from 'kysely';
import type { Day, GuardianKind, Source } from '../db/tables.ts';

/** Two sheets made one human, and what it took; what a court decided of a guardian. */
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
  /** What a court decided; `kind`, `holds_authority` and `source`: the link as it was. */
  'kernel.guardian_restrictions': {
    id: string;
    pupil_id: string;
    guardian_id: string;
    school_id: string;
    informed: boolean;
    reference: string;
    decided_on: Day;
    ends_on: Day | null;
    kind: GuardianKind;
    holds_authority: boolean;
    source: Source;
    set_by: string | null;
    set_at: Date;
    lifted_by: string | null;
    lifted_at: Date | null;
  };
};
