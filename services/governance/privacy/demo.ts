import { newId, type Writer } from '#kernel';
import { parisDay } from '#kernel/ui';
import { addBreachStep } from './breaches/breach.ts';
import { dueAfter, extendedMonths, usualMonths } from './clock.ts';
import { addStep } from './requests.ts';
import type { Claim, Tables } from './tables.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Somebody of each profile around one child, and when it is. */
export type Seat = {
  schoolId: string;
  classId: string;
  pupilId: string;
  guardianId: string;
  teacherId: string;
  directorId: string;
  academyId: string;
  now: Date;
};

/** Requests at each stage, a breach that is over and an exercise, a project of the class, what the last nights deleted. */
export async function seedDemo(db: Writer<Tables>, seat: Seat): Promise<void> {
  await requests(db, seat);
  await breaches(db, seat);
  await ledger(db, seat.now);
  await db
    .insertInto('privacy.projects')
    .values({
      ...{ id: newId(), class_id: seat.classId, name: 'Le film du spectacle', made_by: seat.teacherId, made_at: seat.now },
      ...{ sentence: 'Un film de dix minutes, montré aux familles de la classe le soir du spectacle, puis effacé.' },
      ...{ media: ['video', 'voice'], ends_on: parisDay(new Date(seat.now.getTime() + 25 * day)) },
    })
    .execute();
}

type Asked = { claim: Claim; said: string; daysAgo: number; forChild: boolean; extended?: string; answer?: string };

const asked: Asked[] = [
  { claim: 'rectification', said: 'Le deuxième prénom de mon enfant est mal écrit : un seul « n ».', daysAgo: 4, forChild: true },
  {
    ...{ claim: 'access', said: 'Je voudrais aussi les pages d’appel de l’an dernier, sur papier.', daysAgo: 26, forChild: true },
    extended: 'Les archives sont à la mairie : il faut le temps de les retrouver.',
  },
  {
    ...{ claim: 'information', said: 'Qui peut lire les mots que je signe ?', daysAgo: 50, forChild: false },
    answer: 'L’enseignant de la classe et la direction. L’autre parent, les autres familles et la commune, jamais.',
  },
];

async function requests(db: Writer<Tables>, { schoolId, pupilId, guardianId, directorId, now }: Seat): Promise<void> {
  for (const { claim, said, daysAgo, forChild, extended, answer } of asked) {
    const at = (days: number) => new Date(now.getTime() - days * day);
    const requestId = newId();
    const received = parisDay(at(daysAgo));
    await db
      .insertInto('privacy.requests')
      .values({
        ...{ id: requestId, person_id: forChild ? pupilId : guardianId, asked_by: guardianId, place_id: schoolId, claim, said },
        ...{ received_on: received, due_on: dueAfter(received, extended ? extendedMonths : usualMonths), extended_why: extended ?? null },
        ...(answer ? { outcome: 'granted' as const, answer, answered_by: directorId, answered_at: at(daysAgo - 6) } : {}),
      })
      .execute();
    await addStep(db, { requestId, kind: 'received', words: said, by: guardianId, now: at(daysAgo) });
    if (extended) await addStep(db, { requestId, kind: 'extended', words: extended, by: directorId, now: at(daysAgo - 8) });
    if (answer) await addStep(db, { requestId, kind: 'answered', words: 'Acceptée', by: directorId, now: at(daysAgo - 6) });
  }
}

async function breaches(db: Writer<Tables>, { schoolId, directorId, academyId, now }: Seat): Promise<void> {
  const played: [boolean, string, number, string][] = [
    [
      false,
      'Une liste de classe avec les téléphones est partie par courriel à une autre école. Elle a été effacée dans l’heure.',
      60,
      schoolId,
    ],
    [true, 'Un ordinateur de direction est volé dans une voiture. Sa session était ouverte.', 20, schoolId],
  ];
  for (const [exercise, what, daysAgo, placeId] of played) {
    const at = (hours: number) => new Date(now.getTime() - daysAgo * day + hours * hour);
    const id = newId();
    await db
      .insertInto('privacy.breaches')
      .values({
        ...{
          id,
          place_id: placeId,
          exercise,
          reported_by: exercise ? academyId : directorId,
          reported_at: at(1),
          discovered_at: at(0),
          what,
        },
        ...{ period: 'Le matin même', natures: ['confidentiality'], data_kinds: 'Noms des élèves, prénoms et téléphones des parents' },
        ...{ people_kinds: 'Élèves et parents d’une classe', people_count: 68, records_count: 27, children: true },
        ...{ consequences: 'Appels non voulus', measures: 'Rappel du courriel, attestation d’effacement, rappel des consignes à l’équipe' },
        ...{ told: 'Le délégué à la protection des données, par téléphone', risk: 'some' as const },
        ...{ decision: 'notify' as const, decision_why: 'Des téléphones de parents sont sortis de l’école, même peu de temps.' },
        ...{ decided_at: at(6), notified_at: at(22), notified_number: exercise ? null : 'VIOL-0000-EXEMPLE', closed_at: at(30) },
      })
      .execute();
    const step = (hours: number, kind: 'reported' | 'decided' | 'notified' | 'note' | 'closed', words: string, by = academyId) =>
      addBreachStep(db, { breachId: id, kind, words, by, now: at(hours) });
    await step(1, 'reported', what, exercise ? academyId : directorId);
    await step(2, 'note', 'La direction a été appelée : le courriel est effacé, attestation reçue.');
    await step(6, 'decided', 'Prévenir la CNIL. Des téléphones de parents sont sortis de l’école.');
    await step(22, 'notified', exercise ? 'Envoi simulé, vingt-deux heures après la découverte.' : 'Envoyée dans le délai.');
    await step(30, 'closed', exercise ? 'Exercice terminé : l’équipe a tenu le délai.' : 'La fuite est close.');
  }
}

const nights: [number, string, string, number][] = [
  [1, 'Connexions terminées', 'kernel.sessions', 41],
  [1, 'Nouvelles arrivées', 'kernel.notifications', 212],
  [2, 'Connexions terminées', 'kernel.sessions', 38],
  [3, 'Fiches de connexion', 'kernel.activation_codes', 17],
];

async function ledger(db: Writer<Tables>, now: Date): Promise<void> {
  await db
    .insertInto('kernel.deletions')
    .values(
      nights.map(([ago, what, table, rows]) => {
        const at = new Date(now.getTime() - ago * day);
        return { id: newId(), day: parisDay(at), at, why: 'term' as const, what, table_name: table, rows };
      }),
    )
    .execute();
}
