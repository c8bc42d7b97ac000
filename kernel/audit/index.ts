import { newId, type Writer } from '#kernel/db';

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

/** The journal and the notifications are kept a year (CNIL, délibération 2021-122: six months to a year), then forgotten. */
export async function forgetOld(db: Pick<Writer, 'deleteFrom'>, now: Date): Promise<void> {
  const aYearAgo = new Date(now);
  aYearAgo.setUTCFullYear(now.getUTCFullYear() - 1);
  await db.deleteFrom('kernel.audit').where('at', '<', aYearAgo).execute();
  await db.deleteFrom('kernel.events').where('emitted_at', '<', aYearAgo).where('delivered_at', 'is not', null).execute();
}
