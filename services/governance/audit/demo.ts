import { sql, type Writer } from '#kernel';
import { audit } from '#kernel/audit';

/** What the director of the first school did in September: sheets printed, a teacher attached, a publication taken away. */
export async function seedDemo(db: Writer, { teacherId }: { teacherId: string }): Promise<void> {
  const { rows } = await sql<{ schoolId: string; classId: string; directorId: string; pupilId: string }>`
    select t.school_id as "schoolId", t.place_id as "classId", d.person_id as "directorId", c.person_id as "pupilId"
    from kernel.functions t
    join kernel.functions d on d.school_id = t.school_id and d.kind = 'director'
    join kernel.functions c on c.place_id = t.place_id and c.kind = 'pupil'
    where t.person_id = ${teacherId} and t.kind = 'teacher' and t.place_id <> t.school_id
    order by d.person_id, c.person_id limit 1`.execute(db);
  const [one] = rows;
  if (!one) return;
  const { schoolId, classId, directorId, pupilId } = one;
  await audit(db, { actorId: directorId, schoolId, action: 'account.sheets.printed', details: { classId } });
  await audit(db, { actorId: directorId, schoolId, action: 'school.teacher.attached', details: { personId: teacherId, classId } });
  await audit(db, { actorId: teacherId, schoolId, action: 'badges.badge.made', details: { pupil: pupilId } });
}
