import type { Day } from '#kernel/db';

export interface PersonalDataTables {
  /** What was deleted, by whom it was never: counts that name nobody. */
  'kernel.deletions': {
    id: string;
    day: Day;
    at: Date;
    /** A term that came; people who left; what they objected to its being kept. */
    why: 'term' | 'leaving';
    what: string;
    table_name: string;
    rows: number;
  };
  'kernel.objections': { person_id: string; objected_at: Date; objected_by: string | null };
}
