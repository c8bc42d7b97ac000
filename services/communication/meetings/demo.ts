import { newId, sql, type Writer } from '#kernel';
import { schoolDays } from '#kernel/calendar';
import { parisDay } from '#kernel/ui';
import { take } from './book.ts';
import { cut } from './moments.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type Seat = { classId: string; teacherId: string; now: Date; waiting?: string[] };

/** An evening of meetings, half taken. `waiting`: guardians who have chosen nothing yet, for whoever takes their place. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now, waiting = [] }: Seat): Promise<string> {
  const { school_id: schoolId } = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', classId)
    .executeTakeFirstOrThrow();
  const id = newId();
  const from = parisDay(new Date(now.getTime() + 8 * 86_400_000));
  const [first, second] = await schoolDays(db, schoolId ?? classId, from, parisDay(new Date(now.getTime() + 80 * 86_400_000)));
  const days = [first?.day, second?.day].filter((day) => day !== undefined);
  await db
    .insertInto('meetings.rounds')
    .values({
      id,
      school_id: schoolId ?? classId,
      class_id: classId,
      author_id: teacherId,
      title: t.usualTitle,
      means: 'here',
      venue: 'Dans la classe',
      alone: false,
      minutes: 15,
      time_zone: 'Europe/Paris',
      opened_at: now,
    })
    .execute();
  const slots = cut({ days, from: '16:30', to: '18:30', minutes: 15, pause: 0 }).map((moment) => ({
    id: newId(),
    round_id: id,
    ...moment,
  }));
  await db.insertInto('meetings.slots').values(slots).execute();
  const { rows } = await sql<{ pupilId: string; guardianId: string }>`
    select g.pupil_id as "pupilId", g.guardian_id as "guardianId" from kernel.functions_today f join kernel.guardianships g on g.pupil_id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' and g.guardian_id <> all (${waiting}::uuid[])
    order by g.pupil_id, g.guardian_id limit 7`.execute(db);
  for (const [at, family] of rows.entries()) {
    const slot = slots[at * 2];
    if (slot) await take(db, { slotId: slot.id, roundId: id, ...family, alone: false, onPaper: at === 3, now });
  }
  return id;
}
