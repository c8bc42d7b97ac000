import type { Default, KernelTables } from '#kernel/db';

/** Those who work in a school, and may measure its line. */
export const staff = ['teacher', 'director', 'assistant', 'atsem'] as const;
export type Staff = (typeof staff)[number];

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'network.measures': {
    id: string;
    school_id: string;
    at: Date;
    kbps: number;
    latency_ms: number;
    by: Staff;
    told: Default<boolean>;
  };
  'network.norms': { school_year: string; percent: number; set_at: Date };
}
