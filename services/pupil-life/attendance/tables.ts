import type { Half } from '#kernel/calendar';
import type { Day, Default, KernelTables } from '#kernel/db';

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
}
