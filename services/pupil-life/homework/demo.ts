import { newId, type Writer } from '#kernel';
import type { Half } from '#kernel/calendar';
import { parisDay } from '#kernel/ui';
import type { Subject } from './kinds.ts';
import type { Kind, Tables } from './tables.ts';
import { addDays, classDays } from './week.ts';

type Seat = { classId: string; teacherId: string; now: Date };

/** `on`: which of the days with class around today, 0 being the first that comes after today. */
type DemoWork = { on: number; subject: Subject; kind: Kind; body: string; minutes: number };
const works: DemoWork[] = [
  { on: 0, subject: 'poetry', kind: 'lesson', body: 'Dire à voix haute la première strophe de « La ronde des mois ».', minutes: 5 },
  { on: 0, subject: 'sport', kind: 'material', body: 'Des baskets et une gourde.', minutes: 0 },
  { on: 1, subject: 'reading-aloud', kind: 'reading', body: 'Lire la page 24 à quelqu’un de la maison.', minutes: 10 },
  { on: 1, subject: 'maths', kind: 'lesson', body: 'Réviser les doubles, de 1 à 10.', minutes: 5 },
  {
    on: 2,
    subject: 'world',
    kind: 'preparation',
    body: 'Chercher une feuille tombée :\n\n- la reconnaître\n- la faire sécher dans un livre',
    minutes: 10,
  },
  { on: 3, subject: 'spelling', kind: 'lesson', body: 'Savoir épeler : maison, jardin, chemin.', minutes: 10 },
];

type DemoSession = { on: number; half: Half; subject: Subject; body: string };
const sessions: DemoSession[] = [
  { on: 0, half: 'morning', subject: 'french', body: 'Rituel : la phrase du jour. Puis l’accord du verbe, fiche 12.' },
  { on: 0, half: 'morning', subject: 'maths', body: 'Calcul mental : les doubles. Jeu de la cible par équipes.' },
  { on: 0, half: 'afternoon', subject: 'arts', body: 'Empreintes de feuilles à l’encre.' },
];

/** A week as a class has it: what is asked at home, and the plan of the next day. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now }: Seat): Promise<void> {
  const { school_id } = await db.selectFrom('kernel.places').select('school_id').where('id', '=', classId).executeTakeFirstOrThrow();
  if (school_id === null) return;
  const today = parisDay(now);
  const days = await classDays(db, school_id, addDays(today, 1), addDays(today, 60));
  const row = { school_id, class_id: classId, author_id: teacherId, created_at: now };
  const spaced = (text: string) => text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');
  const placed = works.flatMap(({ on, body, ...work }) => {
    const due_on = days[on];
    return due_on ? [{ ...row, ...work, id: newId(), series_id: newId(), due_on, body: spaced(body) }] : [];
  });
  const planned = sessions.flatMap(({ on, body, ...session }) => {
    const day = days[on];
    return day ? [{ ...row, ...session, id: newId(), day, body: spaced(body) }] : [];
  });
  if (placed.length > 0) await db.insertInto('homework.works').values(placed).execute();
  if (planned.length > 0) await db.insertInto('homework.sessions').values(planned).execute();
}
