import { type Reader, sql, type Writer, z } from '#kernel';
import { hashOf } from './secrets.ts';
import type { Tables } from './tables.ts';

export const DeviceShape = z.object({ id: z.uuid(), name: z.string(), openedAt: z.date() });

export type ClassDevice = { id: string; classId: string; className: string; school: string; schoolId: string; expiresAt: Date };

/** The device of a class behind this browser's cookie, or nothing: unknown, closed and over look the same. */
export async function deviceBehind(db: Reader, token: string | undefined, now: Date): Promise<ClassDevice | undefined> {
  if (!token) return;
  const { rows } = await sql<ClassDevice>`
    select d.id, d.class_id as "classId", class.name as "className", school.name as school, school.id as "schoolId", d.expires_at as "expiresAt"
    from badges.devices d
    join kernel.places class on class.id = d.class_id and class.closed_on is null
    join kernel.places school on school.id = class.school_id
    where d.token_hash = ${hashOf(token)} and d.closed_at is null and d.expires_at > ${now}`.execute(db);
  return rows[0];
}

export const devicesOf = (db: Reader<Tables>, classId: string, now: Date): Promise<z.infer<typeof DeviceShape>[]> =>
  db
    .selectFrom('badges.devices')
    .select(['id', 'name', 'opened_at as openedAt'])
    .where('class_id', '=', classId)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('opened_at')
    .execute();

/** Every device of the class is nobody's again, and whoever was in is out at the next tap. Gives how many. */
export async function closeDevices(db: Writer<Tables>, classId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update badges.devices set closed_at = ${now} where class_id = ${classId} and closed_at is null and expires_at > ${now} returning id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  await sql`
    update kernel.sessions set revoked_at = ${now} where revoked_at is null and id in (
      select session_id from badges.entries where device_id = any (${ids}::uuid[]))`.execute(db);
  await db.deleteFrom('badges.openings').where('class_id', '=', classId).execute();
  return ids.length;
}

/** A badge that was lost: it opens nothing more, and what it opened is shut. */
export async function killBadge(db: Writer<Tables>, pupilId: string, now: Date): Promise<void> {
  await db.updateTable('badges.badges').set({ revoked_at: now }).where('pupil_id', '=', pupilId).where('revoked_at', 'is', null).execute();
  await sql`
    update kernel.sessions set revoked_at = ${now} where revoked_at is null and method = 'badge'
      and account_id = (select id from kernel.accounts where person_id = ${pupilId})`.execute(db);
}
