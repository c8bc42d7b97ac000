import type { Day, KernelTables } from '#kernel/db';

export const means = ['here', 'phone', 'video'] as const;
export type Means = (typeof means)[number];

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'meetings.rounds': {
    id: string;
    school_id: string;
    class_id: string;
    author_id: string | null;
    title: string;
    means: Means;
    venue: string;
    alone: boolean;
    minutes: number;
    time_zone: string;
    opened_at: Date;
  };
  'meetings.slots': { id: string; round_id: string; day: Day; starts: string; ends: string };
  'meetings.bookings': {
    slot_id: string;
    round_id: string;
    pupil_id: string;
    guardian_id: string | null;
    alone: boolean;
    on_paper: boolean;
    booked_at: Date;
  };
  'meetings.waiting': { round_id: string; pupil_id: string; guardian_id: string; asked_at: Date };
}
