import { newId, type Writer } from '#kernel';
import type { AskedAs, Category, Level, Tables, TicketState } from './tables.ts';
import { answerDue } from './target.ts';

type Seat = { schoolId: string; teacherId: string; guardianId: string; now: Date };
type Demo = {
  author: 'teacher' | 'guardian';
  as: AskedAs;
  category: Category;
  level: Level;
  state: TicketState;
  hours: number;
  title: string;
  body: string;
  answer?: string;
};

const demos: Demo[] = [
  {
    ...{ author: 'guardian', as: 'family', category: 'people', level: 'school', state: 'waiting', hours: 20 },
    title: 'Mon deuxième prénom apparaît',
    body: 'Bonjour, mes deux prénoms sont affichés, alors que j’utilise seulement le premier. Peut-on le corriger ?\n\nMerci !',
  },
  {
    ...{ author: 'teacher', as: 'team', category: 'network', level: 'town', state: 'waiting', hours: 30 },
    title: 'Le wifi de la salle du fond',
    body: 'Depuis lundi, les tablettes se déconnectent dans la salle du fond. Dans les autres classes, tout va bien.',
  },
  {
    ...{ author: 'teacher', as: 'team', category: 'use', level: 'circonscription', state: 'answered', hours: 70 },
    title: 'Reprendre un mot de l’an dernier',
    body: 'Comment retrouver le mot de la sortie au muséum, pour ne pas tout récrire ?',
    answer:
      'Bonjour,\n\nOuvrez « Le carnet de liaison », puis « Écrits » : chaque mot y a un bouton « Reprendre ». Il garde le texte, vous changez la date.\n\nBonne sortie !',
  },
];

/** A parent asks the school, a teacher the town and the circonscription. Gives the ids. */
export async function seedDemo(
  db: Writer<Tables>,
  { schoolId, teacherId, guardianId, now }: Seat,
): Promise<{ tickets: string[]; macroId: string }> {
  const tickets: string[] = [];
  const macroId = newId();
  for (const { author, as, category, level, state, hours, title, body, answer } of demos) {
    const at = new Date(now.getTime() - hours * 3_600_000);
    const id = newId(at.getTime());
    tickets.push(id);
    await db
      .insertInto('support.tickets')
      .values({
        ...{ id, place_id: schoolId, school_id: schoolId, author_id: author === 'teacher' ? teacherId : guardianId, asked_as: as },
        ...{ category, blocking: false, title, body, level, levels: [level], state, opened_at: at, moved_at: at },
        diagnostics: JSON.stringify({ browser: 'Firefox sur Windows', version: '0.1.0', page: '/liaison' }),
        ...{ answer_due: answerDue(at, false), answered_at: answer ? now : null },
      })
      .execute();
    if (answer)
      await db
        .insertInto('support.entries')
        .values({ id: newId(now.getTime()), ticket_id: id, author_id: null, kind: 'answer', level, body: answer, at: now })
        .execute();
  }
  await db
    .insertInto('support.macros')
    .values({
      id: macroId,
      place_id: schoolId,
      title: 'Fiche de connexion perdue',
      body: 'Bonjour,\n\nPassez au bureau : je vous imprime une nouvelle fiche de connexion. L’ancienne ne marchera plus.',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { tickets, macroId };
}
