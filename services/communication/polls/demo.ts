import { newId, sql, type Writer } from '#kernel';
import { parisDay } from '#kernel/ui';
import type { Kind, Tables } from './tables.ts';

type Seat = { classId: string; teacherId: string; now: Date; waiting?: string[] };
type Demo = { kind: Kind; question: string; named: boolean; choices: [string, number | null][] };

const preference: Demo = {
  kind: 'question',
  question: 'Quel jour pour le goûter de fin de période ?',
  named: false,
  choices: [
    ['Jeudi après la classe', null],
    ['Vendredi après la classe', null],
    ['Samedi matin', null],
  ],
};
const hands: Demo = {
  kind: 'volunteers',
  question: 'Accompagner la classe à la piscine et au muséum',
  named: true,
  choices: [
    ['Accompagner à la piscine', 2],
    ['Accompagner au muséum', 4],
    ['Préparer le goûter du retour', 1],
  ],
};

/** A question half answered, and a list that still needs hands. `waiting`: guardians who have not answered. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now, waiting = [] }: Seat): Promise<string[]> {
  const { school_id: schoolId } = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', classId)
    .executeTakeFirstOrThrow();
  const { rows: people } = await sql<{ id: string }>`
    select distinct g.guardian_id as id from kernel.functions_today f join kernel.guardianships g on g.pupil_id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' and g.guardian_id <> all (${waiting}::uuid[]) order by 1 limit 9`.execute(db);
  const ids: string[] = [];
  for (const demo of [preference, hands]) {
    const id = newId();
    ids.push(id);
    const closesOn = parisDay(new Date(now.getTime() + 10 * 86_400_000));
    await db
      .insertInto('polls.polls')
      .values({
        ...{ id, school_id: schoolId ?? classId, place_id: classId, asked: 'families', author_id: teacherId, kind: demo.kind },
        ...{
          question: demo.question.replace(' ?', '\u00a0?'),
          several: demo.kind === 'volunteers',
          named: demo.named,
          shown: demo.named ? 'answered' : 'closed',
        },
        ...{ closes_on: closesOn, closed_at: null, opened_at: now },
      })
      .execute();
    const choices = demo.choices.map(([label, places], rank) => ({
      id: newId(),
      poll_id: id,
      rank,
      label,
      places,
      votes: demo.named ? 0 : people.filter((_, at) => at % demo.choices.length === rank).length,
    }));
    await db.insertInto('polls.choices').values(choices).execute();
    const voters = demo.named ? people.slice(0, 2) : people;
    if (voters.length === 0) continue;
    await db
      .insertInto('polls.voters')
      .values(voters.map((person) => ({ poll_id: id, person_id: person.id })))
      .execute();
    const task = choices[1];
    if (demo.named && task)
      await db
        .insertInto('polls.answers')
        .values(voters.map((person, at) => ({ choice_id: task.id, person_id: person.id, seat: at + 1 })))
        .execute();
  }
  return ids;
}
