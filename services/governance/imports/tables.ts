import type { Day, Json, KernelTables } from '#kernel/db';
import type { fateNames } from './import.ts';

export type ImportState = 'reading' | 'refused' | 'review' | 'applying' | 'applied' | 'cancelled' | 'undoing' | 'undone';
export type SchoolState = 'ready' | 'check' | 'approved' | 'applied' | 'undone' | 'kept';
export type Fate = (typeof fateNames)[number];
export type Args = Record<string, string | number>;
export type Reason = { code: 'share'; leaving: number; before: number } | { code: 'class'; name: string; leaving: number };

/** The tables that the screens read. What the files say and what the undo needs are only touched by sql/. */
export interface Tables extends KernelTables {
  'imports.imports': {
    id: string;
    kind: 'complet' | 'delta' | 'onde';
    state: ImportState;
    folder: string;
    day: Day;
    files: Json<{ name: string; bytes: number }[]>;
    bytes_total: number;
    bytes_read: number;
    people_read: number;
    phases: Json<Record<string, number>>;
    asked_by: string | null;
    asked_at: Date;
    compared_at: Date | null;
    cancel_asked_at: Date | null;
    approved_by: string | null;
    applied_at: Date | null;
    undone_at: Date | null;
    purged_at: Date | null;
  };
  'imports.schools': {
    import_id: string;
    key: string;
    school_id: string | null;
    uai: string | null;
    name: string;
    city: string | null;
    in_files: boolean;
    first: boolean;
    state: SchoolState;
    reasons: Json<Reason[]>;
    counts: Json<Partial<Record<Fate, number>>>;
    before_people: number;
    applied_at: Date | null;
    undo_trouble: Json<{ code: string } & Args> | null;
  };
  'imports.read_people': { import_id: string; n: number; first_name: string | null; last_name: string | null; file: string; line: number };
  'imports.fates': {
    import_id: string;
    school_key: string;
    key: string;
    n: number | null;
    person_id: string;
    category: 'school' | 'pupil' | 'guardian' | 'staff';
    fate: Fate;
    counted: boolean;
    why: string | null;
    changes: Json<[string, string | null, string | null][]> | null;
    kept: string[] | null;
  };
  'imports.lines': {
    import_id: string;
    severity: 'refused' | 'rejected' | 'remark';
    code: string;
    args: Json<Args>;
    file: string | null;
    line: number | null;
    external_id: string | null;
    school_key: string | null;
  };
}
