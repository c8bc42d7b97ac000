import type { KernelTables } from '#kernel/db';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'sandbox.roles': { role: string; person_id: string };
  'sandbox.used_tickets': { number: string; used_at: Date };
}
