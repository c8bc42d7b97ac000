import type { Moment } from '#kernel/db';

export interface PerimeterTables {
  'kernel.reach_openings': {
    class_id: string;
    opening: 'pupils' | 'parents';
    relayed: 'before' | 'after';
    opened_by: string | null;
    opened_at: Moment;
  };
}
