import { sql } from '#kernel';
import { daysAfter, type Forget, oneYear, type PersonalColumn, untilUndone, worded } from '#kernel/personal-data';

const entry = 'Faire entrer les élèves sans clavier, sur une tablette de leur classe.';
const badge = worded(oneYear, 'Tant que le badge sert, puis un an.');
const minutes = daysAfter(0, 'Dix minutes, puis une nuit au plus.');
const month = daysAfter(30, 'Un mois.');
const actions = { givenIn: 'Actions dans Préau' };

export const personalData: PersonalColumn[] = [
  {
    column: 'badges.badges.pupil_id',
    purpose: entry,
    keep: badge,
    onErasure: 'delete',
    access: {
      given: 'Badges',
      rows: ({ id }) => sql`select made_at as "Fait", revoked_at as "Annulé" from badges.badges where pupil_id = ${id} order by made_at`,
    },
  },
  { column: 'badges.badges.made_by', purpose: 'Savoir qui a imprimé un badge.', keep: badge, onErasure: 'anonymise', access: actions },
  {
    column: 'badges.pictures.pupil_id',
    purpose: entry,
    keep: untilUndone('Le temps de la scolarité.'),
    onErasure: 'delete',
    access: { withheld: 'Les trois images sont le mot de passe de l’enfant : elles restent secrètes.' },
  },
  { column: 'badges.openings.opened_by', purpose: 'Ouvrir la classe.', keep: minutes, onErasure: 'delete', access: actions },
  {
    column: 'badges.devices.opened_by',
    purpose: 'Savoir qui a ouvert une tablette.',
    keep: month,
    onErasure: 'anonymise',
    access: actions,
  },
];

export const forgets: Forget[] = [
  {
    table: 'badges.openings',
    what: 'Ouvertures de classe',
    keep: minutes,
    due: (before) => sql<boolean>`x.expires_at < ${before}::timestamptz`,
  },
  {
    table: 'badges.devices',
    what: 'Tablettes de la classe',
    keep: month,
    due: (before) => sql<boolean>`x.expires_at < ${before}::timestamptz`,
  },
  { table: 'badges.badges', what: 'Badges annulés', keep: badge, due: (before) => sql<boolean>`x.revoked_at < ${before}::timestamptz` },
];
