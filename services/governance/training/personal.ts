import { sql } from '#kernel';
import type { Forget, PersonalColumn, Term } from '#kernel/personal-data';

/** A certificate is asked for years later: the plan of training is of several years, and so is a career's file. */
const keep: Term = {
  words: 'Trois ans après la formation.',
  before: (now) => {
    const then = new Date(now);
    then.setUTCFullYear(now.getUTCFullYear() - 3);
    return then.toISOString();
  },
};

export const personalData: PersonalColumn[] = [
  {
    column: 'training.registrations.person_id',
    purpose: 'S’inscrire à une formation, et attester qu’on l’a suivie',
    keep,
    onErasure: 'delete',
    access: {
      given: 'Formations',
      words: { Inscription: { in: 'Inscrit·e', waiting: 'En liste d’attente' } },
      rows: ({ id }) => sql`
        select c.title as "Formation", s.day as "Jour", s.venue as "Lieu", r.state as "Inscription", r.asked_at as "Demandé", r.present as "Présent·e"
        from training.registrations r join training.sessions s on s.id = r.session_id join training.courses c on c.id = s.course_id
        where r.person_id = ${id} order by s.day desc, s.id`,
    },
  },
];

export const forgets: Forget[] = [
  {
    table: 'training.sessions',
    what: 'Sessions de formation',
    keep,
    due: (before) => sql<boolean>`x.day < ${before}::timestamptz::date`,
  },
];
