import type { Half } from '#kernel/calendar';
import type { Day, Default, KernelTables } from '#kernel/db';

export const motives = ['illness', 'contagion', 'family-gathering', 'transport', 'following-family', 'other'] as const;
export type Motive = (typeof motives)[number];
export type State = 'present' | 'absent' | 'late';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'attendance.calls': { id: string; school_id: string; class_id: string; day: Day; half: Half; called_at: Date };
  'attendance.takes': {
    id: string;
    call_id: string;
    number: number;
    client_key: string;
    digest: Buffer;
    taken_by: string | null;
    device: string;
    received_at: Date;
  };
  'attendance.marks': { take_id: string; pupil_id: string; state: State; arrived: string | null; marked_at: Date | null };
  'attendance.standings': {
    call_id: string;
    pupil_id: string;
    school_id: string;
    class_id: string;
    day: Day;
    half: Half;
    state: State;
    arrived: string | null;
    marked_at: Date | null;
    take_id: string;
  };
  'attendance.differences': { call_id: string; pupil_id: string };
  'attendance.salts': { of_id: string; person_id: string; salt: Buffer };
  'attendance.heads': { school_id: string; line: number; hash: Buffer; first_line: Default<number>; first_previous: Buffer };
  'attendance.register': { school_id: string; line: number; written_at: Date; payload: string; previous: Buffer; hash: Buffer };
  /** `month`: « 2026-11 ». */
  'attendance.closes': {
    id: string;
    school_id: string;
    month: string;
    line: number;
    hash: Buffer;
    file_id: string;
    closed_by: string | null;
    closed_at: Date;
  };
  'attendance.declarations': {
    id: string;
    school_id: string;
    pupil_id: string;
    declared_by: string | null;
    kind: 'absence' | 'lateness';
    from_day: Day;
    to_day: Day;
    half: Half | null;
    motive: Motive;
    declared_at: Date;
    withdrawn_at: Date | null;
  };
  'attendance.verdicts': { pupil_id: string; day: Day; half: Half; justified: boolean; judged_by: string | null; judged_at: Date };
  'attendance.devices': {
    id: string;
    school_id: string;
    token_hash: Buffer;
    name: string;
    declared_by: string | null;
    declared_at: Date;
  };
  /** A view: each half-day that a child was absent, what the family said of it, what the school decided. */
  'attendance.absences': {
    call_id: string;
    school_id: string;
    class_id: string;
    pupil_id: string;
    day: Day;
    half: Half;
    judged: boolean | null;
    answered: boolean;
    motives: Motive[];
    justified: boolean;
  };
}
