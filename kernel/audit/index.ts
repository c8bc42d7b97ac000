import { newId, type Writer } from '#kernel/db';

export { deedTexts } from './deeds.ts';

export type AuditLine = {
  /** Who did it; nobody when the machine did. */
  actorId: string | null;
  schoolId?: string | null;
  /** `service.noun.what`: « liaison.note.sent ». */
  action: string;
  /** Ids and counts, never the content of what people wrote. */
  details?: Record<string, unknown>;
};

/** Writes one line of the journal, in the transaction of the change it tells. */
export async function audit(db: Writer, { actorId, schoolId = null, action, details = {} }: AuditLine): Promise<void> {
  await db
    .insertInto('kernel.audit')
    .values({ id: newId(), actor_id: actorId, school_id: schoolId, action, details: JSON.stringify(details) })
    .execute();
}
