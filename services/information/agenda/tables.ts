import type { Rhythm } from '#kernel/calendar';
import type { Day, Default, KernelTables, Moment } from '#kernel/db';

export const answers = ['yes', 'maybe', 'no'] as const;
export type Answer = (typeof answers)[number];

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'agenda.events': {
    id: string;
    place_id: string | null;
    owner_id: string | null;
    school_id: string | null;
    author_id: string | null;
    title: string;
    details: Default<string>;
    venue: Default<string>;
    first_day: Day;
    last_day: Day;
    starts: string | null;
    ends: string | null;
    time_zone: string;
    every: Rhythm | null;
    until: Day | null;
    asks_reply: Default<boolean>;
    school_time_only: Default<boolean>;
    sequence: Default<number>;
    changed_at: Moment;
  };
  'agenda.skipped_days': { event_id: string; day: Day };
  'agenda.replies': { event_id: string; day: Day; person_id: string; answer: Answer; people: number; replied_at: Moment };
  'agenda.feeds': {
    id: string;
    person_id: string;
    child_id: string | null;
    name: string;
    with_surnames: Default<boolean>;
    read_at: Date | null;
  };
}
