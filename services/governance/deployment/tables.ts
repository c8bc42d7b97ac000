import type { Default, KernelTables } from '#kernel/db';

export const profiles = ['teacher', 'guardian', 'pupil', 'town'] as const;
/** `teacher`: those who teach in a school and who direct it; `town`: those whom the town employs there, and its own staff. */
export type Profile = (typeof profiles)[number];

export const stalls = ['unprovided', 'unopened', 'few', 'silent'] as const;
export type Stall = (typeof stalls)[number];

/** What a letter may help with: a directory that does not come is not the school's. */
export type Written = Exclude<Stall, 'unprovided'>;

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
  'deployment.mailings': { id: string; place_id: string; sent_by: string | null; sent_at: Date; paper: boolean; message: boolean };
  'deployment.letters': {
    id: string;
    mailing_id: string;
    school_id: string;
    stall: Written;
    since: string;
    sent_at: Date;
  };
  'deployment.recipients': { letter_id: string; person_id: string };
}
