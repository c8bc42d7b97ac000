import { type GuardianKind, newId, type Reader, type Source, sql, type Writer } from '#kernel/db';

type Restriction = {
  pupilId: string;
  guardianId: string;
  schoolId: string;
  /** True: is told, and decides nothing. False: is no guardian of this child any more. */
  informed: boolean;
  /** « Jugement 24/01234 du tribunal judiciaire de Toulouse » */
  reference: string;
  decidedOn: string;
  endsOn: string | null;
  by: string;
  now: Date;
};

type Link = { kind: GuardianKind; holds_authority: boolean; source: Source };

/**
 * Writes a restriction and applies it at once: the link between guardian and child goes, or holds no authority any more, for every service.
 * Gives its id; nothing when there is no such link, or a restriction stands already.
 */
export async function restrictGuardian(
  db: Writer,
  { pupilId, guardianId, informed, now, ...rest }: Restriction,
): Promise<string | undefined> {
  const { rows } = await sql<Link>`
    select kind, holds_authority, source from kernel.guardianships g
    where pupil_id = ${pupilId} and guardian_id = ${guardianId} and not exists (
      select from kernel.guardian_restrictions r where r.pupil_id = g.pupil_id and r.guardian_id = g.guardian_id and r.lifted_at is null)
    for update`.execute(db);
  const [link] = rows;
  if (!link) return;
  const id = newId(now.getTime());
  const { numInsertedOrUpdatedRows: written } = await db
    .insertInto('kernel.guardian_restrictions')
    .values({
      ...{ id, pupil_id: pupilId, guardian_id: guardianId, school_id: rest.schoolId, informed, reference: rest.reference },
      ...{ decided_on: rest.decidedOn, ends_on: rest.endsOn, ...link, set_by: rest.by, set_at: now, lifted_by: null, lifted_at: null },
    })
    .onConflict((atOnce) => atOnce.doNothing())
    .executeTakeFirstOrThrow();
  if (!written) return;
  const which = sql`where pupil_id = ${pupilId} and guardian_id = ${guardianId}`;
  if (informed) await sql`update kernel.guardianships set holds_authority = false ${which}`.execute(db);
  else await sql`delete from kernel.guardianships ${which}`.execute(db);
  return id;
}

/** The restriction ends: the link is again what it was. False when it had ended already. */
export async function liftRestriction(db: Writer, { id, by, now }: { id: string; by: string | null; now: Date }): Promise<boolean> {
  const lifted = await db
    .updateTable('kernel.guardian_restrictions')
    .set({ lifted_at: now, lifted_by: by })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!lifted) return false;
  await sql`
    insert into kernel.guardianships (pupil_id, guardian_id, kind, holds_authority, source)
    select pupil_id, guardian_id, kind, holds_authority, source from kernel.guardian_restrictions where id = ${id}
    on conflict (pupil_id, guardian_id) do update set holds_authority = excluded.holds_authority`.execute(db);
  return true;
}

/** Lifts those whose last day is past. */
export async function liftEnded(db: Writer, now: Date): Promise<void> {
  const ended = await db
    .selectFrom('kernel.guardian_restrictions')
    .select('id')
    .where('lifted_at', 'is', null)
    .where('ends_on', '<', sql<string>`${now}::timestamptz::date`)
    .execute();
  for (const { id } of ended) await liftRestriction(db, { id, by: null, now });
}

/** May this guardian speak for this child, and not only be told? */
export async function speaksFor(db: Reader, guardianId: string, pupilId: string): Promise<boolean> {
  const standing = await db
    .selectFrom('kernel.guardian_restrictions')
    .select('id')
    .where('pupil_id', '=', pupilId)
    .where('guardian_id', '=', guardianId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return standing === undefined;
}
