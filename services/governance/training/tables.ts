import type { ColumnType } from 'kysely';
import type { Day, KernelTables } from '#kernel/db';

type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'training.courses': { id: string; place_id: string; title: string; summary: string; created_at: Date };
  'training.sessions': {
    id: string;
    course_id: string;
    day: Day;
    starts: string;
    ends: string;
    venue: string;
    seats: number;
    cancelled_at: Later<Date>;
  };
  'training.registrations': {
    session_id: string;
    person_id: string;
    state: 'in' | 'waiting';
    asked_at: Date;
    present: Later<boolean>;
  };
}
