import { newId, sql, type Writer } from '#kernel';
import { docOf, plainOf } from '#kernel/rich-text';
import { foldedText } from './send.ts';
import type { Tables } from './tables.ts';

type Db = Writer<Tables>;
type Demo = {
  from: string;
  to: string[];
  schoolId: string;
  subject: string;
  text: string;
  at: Date;
  answers?: string;
  about?: string;
  read?: boolean;
};

const spaced = (text: string): string => text.replace(/ (?=[:;!?])/g, '\u00a0');

export async function writeDemo(db: Db, { from, to, schoolId, subject, text, at, answers }: Demo): Promise<string> {
  const id = newId(at.getTime());
  const body = docOf(spaced(text));
  const plain = plainOf(body);
  await db
    .insertInto('messaging.messages')
    .values({
      id,
      thread_id: answers ?? id,
      answers_id: answers ?? null,
      school_id: schoolId,
      sender_id: from,
      subject: spaced(subject),
      body: JSON.stringify(body),
      plain,
      folded: foldedText(subject, plain),
      updated_at: at,
    })
    .execute();
  await db.insertInto('messaging.recipients').values({ message_id: id, person_id: from, field: 'from', read_at: at }).execute();
  if (to.length > 0)
    await db
      .insertInto('messaging.addressees')
      .values(to.map((personId) => ({ id: newId(), message_id: id, field: 'to', person_id: personId })))
      .execute();
  return id;
}

export async function sendDemo(db: Db, demo: Demo): Promise<string> {
  const id = await writeDemo(db, demo);
  const { at, about, read } = demo;
  await db.updateTable('messaging.messages').set({ state: 'sent', sent_at: at, arrives_at: at }).where('id', '=', id).execute();
  await db.updateTable('messaging.recipients').set({ arrives_at: at }).where('message_id', '=', id).execute();
  if (demo.to.length > 0)
    await db
      .insertInto('messaging.recipients')
      .values(
        demo.to.map((person_id) => ({
          message_id: id,
          person_id,
          field: 'to' as const,
          about_id: about ?? null,
          arrives_at: at,
          read_at: read ? new Date(at.getTime() + 3_600_000) : null,
        })),
      )
      .execute();
  return id;
}

/** At a quarter to five, some days before, never on a day without class. */
function afterClass(now: Date, days: number): Date {
  const at = new Date(now.getTime() - days * 86_400_000);
  while ([0, 3, 6].includes(at.getUTCDay())) at.setTime(at.getTime() - 86_400_000);
  at.setUTCHours(15, 45, 0, 0);
  return at;
}

/** A few conversations in a class: a parent and the teacher, the director and the team, a draft, pupils who may write. */
export async function seedDemo(db: Db, { classId, teacherId, now }: { classId: string; teacherId: string; now: Date }): Promise<void> {
  const place = await db.selectFrom('kernel.places').select('school_id').where('id', '=', classId).executeTakeFirstOrThrow();
  const schoolId = place.school_id ?? classId;
  const families = await sql<{ guardianId: string; pupilId: string; firstName: string }>`
    select distinct on (g.guardian_id) g.guardian_id as "guardianId", g.pupil_id as "pupilId", child.first_name as "firstName"
    from kernel.functions_today f join kernel.guardianships g on g.pupil_id = f.person_id join kernel.people child on child.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by g.guardian_id, g.pupil_id`.execute(db);
  const director = await db
    .selectFrom('kernel.functions_today')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where('kind', '=', 'director')
    .executeTakeFirst();
  for (const [at, { guardianId, pupilId, firstName }] of families.rows.slice(0, 12).entries()) {
    const asked = await sendDemo(db, {
      from: guardianId,
      to: [teacherId],
      schoolId,
      subject: at % 2 === 0 ? `Le cahier de ${firstName}` : `${firstName} et la cantine`,
      text:
        at % 2 === 0
          ? `Bonjour,\n\nNous ne retrouvons plus le cahier bleu de ${firstName}. L’aurait-on laissé en classe ?\n\nMerci beaucoup.`
          : `Bonjour,\n\n${firstName} mangera à la cantine jeudi, exceptionnellement. Faut-il prévenir quelqu’un ?`,
      at: afterClass(now, 3 + at),
      read: at > 2,
    });
    if (at % 3 === 2) continue;
    await sendDemo(db, {
      from: teacherId,
      to: [guardianId],
      schoolId,
      about: pupilId,
      answers: asked,
      subject: at % 2 === 0 ? `Re : Le cahier de ${firstName}` : `Re : ${firstName} et la cantine`,
      text:
        at % 2 === 0
          ? `Bonjour,\n\nIl était dans le bac à livres. ${firstName} le rapporte ce soir.`
          : 'Bonjour,\n\nC’est noté, je préviens la commune.',
      at: afterClass(now, 2 + at),
    });
  }
  if (director && director.person_id !== teacherId)
    await sendDemo(db, {
      from: director.person_id,
      to: [teacherId],
      schoolId,
      subject: 'Conseil des maîtres de mardi',
      text: 'Bonjour,\n\nNous parlerons de la fête de fin d’année, des services de cour et du projet d’école. Qui apporte le gâteau ?',
      at: afterClass(now, 2),
    });
  await writeDemo(db, {
    from: teacherId,
    to: [],
    schoolId,
    subject: 'La sortie au muséum',
    text: 'Chères familles,\n\nQuelques nouvelles de notre journée au muséum…',
    at: afterClass(now, 1),
  });
  await db
    .insertInto('kernel.reach_openings')
    .values({ class_id: classId, opening: 'pupils', relayed: 'before', opened_by: teacherId, opened_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
