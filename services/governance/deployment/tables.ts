import type { Default, KernelTables } from '#kernel/db';

export const profiles = ['teacher', 'guardian', 'pupil', 'town'] as const;
/** `teacher`: those who teach in a school and who direct it; `town`: those whom the town employs there, and its own staff. */
export type Profile = (typeof profiles)[number];

export const stalls = ['unprovided', 'unopened', 'few', 'silent'] as const;
export type Stall = (typeof stalls)[number];

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'deployment.schools': {
    school_id: string;
    counted_at: Date;
    convention: string;
    convention_since: string | null;
    provided_on: string | null;
    opened_on: string | null;
    seen_on: string | null;
    stall: Stall | null;
  };
  'deployment.figures': {
    place_id: string;
    profile: Profile;
    people: number;
    activated: number;
    week: number;
    pooled: Default<boolean>;
  };
}
