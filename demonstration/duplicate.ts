import { type Database, newId, sql } from '#kernel/db';
import { createAccount } from '#kernel/identity';
import { findDuplicates } from '#services/governance/duplicates';

/**
 * A parent of the town who also helps in the school, by hand-made account: two sheets for the director to look at on « Doublons ».
 * They share a name, an address and a telephone.
 */
export async function addDuplicate(db: Database, { parentId, now }: { parentId: string; now: Date }): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const parent = await tx.selectFrom('kernel.people').selectAll().where('id', '=', parentId).executeTakeFirstOrThrow();
    const seat = await tx
      .selectFrom('kernel.guardianships as g')
      .innerJoin('kernel.functions as f', 'f.person_id', 'g.pupil_id')
      .select('f.school_id')
      .where('g.guardian_id', '=', parentId)
      .where('f.school_id', 'is not', null)
      .executeTakeFirstOrThrow();
    const id = newId(now.getTime());
    const name = { first_name: parent.first_name, last_name: parent.last_name };
    await tx
      .insertInto('kernel.people')
      .values({ id, civility: parent.civility, ...name })
      .execute();
    await sql`update kernel.contacts set email = coalesce(email, 'parent.de.la.demonstration@exemple.fr') where person_id = ${parentId}`.execute(
      tx,
    );
    await sql`insert into kernel.contacts (person_id, email, phone_mobile)
      select ${id}, email, phone_mobile from kernel.contacts where person_id = ${parentId}`.execute(tx);
    await tx
      .insertInto('kernel.functions')
      .values({
        id: newId(),
        person_id: id,
        place_id: seat.school_id ?? '',
        school_id: seat.school_id,
        kind: 'atsem',
        ends_on: '2027-07-31',
      })
      .execute();
    await createAccount(tx, { id, firstName: parent.first_name, lastName: parent.last_name });
  });
  await findDuplicates(db, now);
}
