import { type Reader, sql, type Writer } from '#kernel';
import type { Half } from '#kernel/calendar';
import type { Emit } from '#kernel/http';
import { tellLive } from '#kernel/live';
import type { Notification } from '#kernel/service';
import { dayText } from '#kernel/ui';
import { addDays, clockOf, halfDaysOf, wordOf } from './half-days.ts';
import type { Tables } from './tables.ts';
import type { Taken } from './take.ts';
import { t } from './texts.ts';

type Called = { schoolId: string; day: string; half: Half; taken: Taken; now: Date; emit: Emit };

/** Whoever directs the school sees at once that a class has called; each home hears at once of an absence that nobody announced. */
export async function tellCalled(db: Writer<Tables>, { schoolId, day, half, taken, now, emit }: Called): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from kernel.functions_today where place_id = ${schoolId} and kind = 'director'`.execute(db);
  await tellLive(
    db,
    rows.map(({ id }) => id),
  );
  // What is written down long after is for the register: it worries nobody.
  if (day < addDays((await clockOf(db, schoolId, now)).day, -14)) return;
  const absent = taken.changes.filter(({ state }) => state === 'absent').map(({ pupilId }) => pupilId);
  const missing = await unanswered(db, taken.callId, absent);
  if (missing.length === 0) return;
  const urgent = await duringSchool(db, schoolId, day, now);
  await emit('absent', { to: { guardiansOf: missing }, schoolId, payload: { day, half }, urgent });
}

async function unanswered(db: Reader<Tables>, callId: string, pupilIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select pupil_id as id from attendance.absences where call_id = ${callId} and pupil_id = any (${pupilIds}::uuid[]) and not answered`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** An absence of today is told whatever the calm hours, while the school is at work; one that is learnt later waits as all news do. */
async function duringSchool(db: Reader<Tables>, schoolId: string, day: string, now: Date): Promise<boolean> {
  const clock = await clockOf(db, schoolId, now);
  if (clock.day !== day) return false;
  const halves = await halfDaysOf(db, schoolId, day, day);
  return halves.some(({ starts }) => starts <= clock.time) && halves.some(({ ends }) => clock.time <= ends);
}

type Payload = { day: string; half: Half };

/** Names the child and the half-day; neither why, nor who answered. */
export const notifications = {
  absent: {
    title: ({ payload: { day, half }, about }: { payload: Payload; about: string | null }) =>
      t.tellAbsent({ child: about ?? '', day: dayText(day), half: wordOf(half) }),
    href: ({ payload: { day, half }, aboutId }: { payload: Payload; aboutId: string | null }) =>
      `/appel/enfants/${aboutId}/${day}/${wordOf(half)}`,
    stillMay: async ({ db, payload, personId, aboutId }: { db: Reader; payload: Payload; personId: string; aboutId: string | null }) => {
      const { rows } = await sql`
        select from attendance.standings s join kernel.guardianships g on g.pupil_id = s.pupil_id and g.guardian_id = ${personId}
        where s.pupil_id = ${aboutId} and s.day = ${payload.day}::date and s.half = ${payload.half} and s.state = 'absent'`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
