import { newId, type Writer } from '#kernel/db';

type Thing = { service: string; thingId: string; schoolId: string | null; authorId: string | null };

/** Keeps a thing from everybody until somebody of its school or academy releases it. Call it where the thing is written. */
export async function hold(
  db: Writer,
  { service, thingId, schoolId, authorId, why, contentHash, now }: Thing & { why: string; contentHash: Buffer | null; now: Date },
): Promise<void> {
  await db
    .insertInto('kernel.holds')
    .values({
      id: newId(now.getTime()),
      service,
      thing_id: thingId,
      school_id: schoolId,
      author_id: authorId,
      why,
      content_hash: contentHash,
      held_at: now,
    })
    .execute();
}

/** The author took it back before anybody decided: there is nothing left to decide. */
export async function letGo(db: Writer, { service, thingId }: Pick<Thing, 'service' | 'thingId'>): Promise<void> {
  await db
    .deleteFrom('kernel.holds')
    .where('service', '=', service)
    .where('thing_id', '=', thingId)
    .where('decided_at', 'is', null)
    .execute();
}

/** Somebody says that a thing hurts or worries; saying it twice changes nothing. The author is never told who. */
export async function report(
  db: Writer,
  { service, thingId, schoolId, authorId, reportedBy, why, now }: Thing & { reportedBy: string; why: string; now: Date },
): Promise<void> {
  await db
    .insertInto('kernel.reports')
    .values({
      id: newId(now.getTime()),
      service,
      thing_id: thingId,
      school_id: schoolId,
      author_id: authorId,
      reported_by: reportedBy,
      why,
      reported_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
