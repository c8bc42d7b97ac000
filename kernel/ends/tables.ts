import type { Day } from '#kernel/db';

export interface EndTables {
  'kernel.school_ends': { school_id: string; read_only_from: Day; closed_from: Day };
}
