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
