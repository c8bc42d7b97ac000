import type { Day, Default, KernelTables } from '#kernel/db';

export type Kind = 'question' | 'volunteers';
export type Asked = 'families' | 'staff';
export type Shown = 'answered' | 'closed';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'polls.polls': {
    id: string;
    school_id: string;
    place_id: string;
    asked: Asked;
    author_id: string | null;
    kind: Kind;
    question: string;
    several: boolean;
    named: boolean;
    shown: Shown;
    closes_on: Day;
    closed_at: Date | null;
    opened_at: Date;
  };
  'polls.choices': { id: string; poll_id: string; rank: number; label: string; places: number | null; votes: Default<number> };
  'polls.voters': { poll_id: string; person_id: string };
  'polls.answers': { choice_id: string; person_id: string; seat: number | null };
}
