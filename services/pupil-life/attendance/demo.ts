import { Temporal } from 'temporal-polyfill';
import { newId, sql, type Writer } from '#kernel';
import { addDays, clockOf, halfDaysOf } from './half-days.ts';
import { callRoll } from './register/record.ts';
import type { Tables } from './tables.ts';
import type { Said } from './take.ts';

/** `often`: one child of this class is away again and again, and nobody says why: the director's list has somebody on it. */
type Seat = { classId: string; teacherId: string; now: Date; often: boolean };

/** Who is missing: the child at this rank of the list, on the half-days that leave this rest. Made up, and the same each time. */
const missing = (child: number, halfDay: number, often: boolean): boolean =>
  (child * 7 + halfDay * 3) % 29 === 0 || (often && child === awayAgain && halfDay % 3 === 0);
const awayAgain = 5;
const late = (child: number, halfDay: number): boolean => (child * 5 + halfDay) % 41 === 0;

/** The half-days of the last two weeks called in a class up to yesterday, those of one child not explained; one absence to come. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now, often }: Seat): Promise<void> {
  const { school_id: schoolId } = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', classId)
    .executeTakeFirstOrThrow();
  if (schoolId === null) return;
  const { day: today, timeZone } = await clockOf(db, schoolId, now);
  const { rows: pupils } = await sql<{ id: string; guardianId: string | null }>`
    select f.person_id as id, (select g.guardian_id from kernel.guardianships g where g.pupil_id = f.person_id order by 1 limit 1) as "guardianId"
    from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by p.last_name, p.first_name, p.id`.execute(db);
  if (pupils.length === 0) return;
  const halfDays = await halfDaysOf(db, schoolId, addDays(today, -14), addDays(today, -1));
  for (const [at, { day, half, starts }] of halfDays.entries()) {
    const called = new Date(Temporal.PlainDateTime.from(`${day}T${starts}`).toZonedDateTime(timeZone).epochMilliseconds);
    const said = new Map<string, Said>(
      pupils.map(({ id }, child) => {
        const state = missing(child, at, often) ? 'absent' : late(child, at) ? 'late' : 'present';
        return [id, { state, arrived: state === 'late' ? (half === 'morning' ? '08:50' : '13:55') : null, at: null }];
      }),
    );
    await callRoll(db, {
      classId,
      day,
      half,
      schoolId,
      key: newId(),
      seen: 0,
      timed: true,
      said,
      by: teacherId,
      device: 'Firefox sur Android',
      now: called,
    });
  }
  await explain(db, { schoolId, pupils, since: addDays(today, -31), now, often });
  const [next] = await halfDaysOf(db, schoolId, addDays(today, 1), addDays(today, 30));
  const [first] = pupils;
  if (next && first) await declared(db, { schoolId, pupilId: first.id, by: first.guardianId, day: next.day, now });
}

type Known = { schoolId: string; pupils: { id: string; guardianId: string | null }[]; since: string; now: Date; often: boolean };

/** The families explained most absences; that of one child, none. */
async function explain(db: Writer<Tables>, { schoolId, pupils, since, now, often }: Known): Promise<void> {
  const absences = await db
    .selectFrom('attendance.absences')
    .select(['pupil_id', 'day'])
    .distinct()
    .where('day', '>=', since)
    .where(
      'pupil_id',
      'in',
      pupils.map(({ id }) => id),
    )
    .orderBy('day')
    .execute();
  for (const [at, { pupil_id, day }] of absences.entries()) {
    const pupil = pupils.findIndex(({ id }) => id === pupil_id);
    if ((often && pupil === awayAgain) || at % 8 === 7) continue;
    await declared(db, { schoolId, pupilId: pupil_id, by: pupils[pupil]?.guardianId ?? null, day, now });
  }
}

type Declared = { schoolId: string; pupilId: string; by: string | null; day: string; now: Date };

const declared = (db: Writer<Tables>, { schoolId, pupilId, by, day, now }: Declared) =>
  db
    .insertInto('attendance.declarations')
    .values({
      ...{ id: newId(now.getTime()), school_id: schoolId, pupil_id: pupilId, declared_by: by, kind: 'absence' },
      ...{ from_day: day, to_day: day, half: null, motive: 'illness', declared_at: now, withdrawn_at: null },
    })
    .execute();
