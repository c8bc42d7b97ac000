import { newId, sql, type Writer } from '#kernel';
import { parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';

const day = 86_400_000;

/** A course of a circonscription, with a date to come and one that is over, where a teacher is registered. */
export async function seedDemo(
  db: Writer<Tables>,
  { placeId, teacherId, now }: { placeId: string; teacherId: string; now: Date },
): Promise<{ courseId: string; sessionId: string }> {
  const [courseId, ahead, behind] = [newId(), newId(), newId()];
  await db
    .insertInto('training.courses')
    .values({
      ...{ id: courseId, place_id: placeId, title: 'Premiers pas avec l’ENT', created_at: now },
      summary:
        'Pour ceux qui commencent, et ceux qui veulent gagner du temps.\n\n- Écrire un mot et suivre les signatures\n- Faire l’appel\n- Le cahier de textes de la semaine',
    })
    .execute();
  const session = { course_id: courseId, starts: '09:00', ends: '12:00', venue: 'École Jean Rostand, salle informatique', seats: 12 };
  await db
    .insertInto('training.sessions')
    .values([
      { id: ahead, day: parisDay(new Date(now.getTime() + 18 * day)), ...session },
      { id: behind, day: parisDay(new Date(now.getTime() - 24 * day)), ...session },
    ])
    .execute();
  await sql`
    insert into training.registrations (session_id, person_id, state, asked_at, present)
    values (${ahead}, ${teacherId}, 'in', ${now}, null), (${behind}, ${teacherId}, 'in', ${now}, true)`.execute(db);
  return { courseId, sessionId: behind };
}
