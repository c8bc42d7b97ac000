import { sql } from '#kernel/db';
import { actions } from './directory.ts';
import type { Forget } from './forget.ts';
import type { PersonalColumn } from './index.ts';
import { daysAfter, oneYear, untilUndone, withPerson } from './keep.ts';
import { methodWords } from './words.ts';

const entry = 'Ouvrir à chacun son accès, et à lui seul.';
const sessionsKept = daysAfter(
  30,
  'Dix heures ; sur un appareil que la personne a choisi de garder, sept jours pour un personnel et trente pour une famille. Trente jours de plus dans la liste.',
);
const sheetsKept = daysAfter(90, 'Trente jours, et le code ne sert qu’une fois. La date reste trois mois.');
const codesKept = daysAfter(0, 'Dix minutes, puis une nuit au plus.');
const account = 'Compte';

/** How people come in. */
export const entryData: PersonalColumn[] = [
  {
    column: 'kernel.accounts.person_id',
    purpose: entry,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: account,
      rows: ({ id }) => sql`
        select login as "Identifiant", created_at as "Créé", activated_at as "Activé", first_opened_at as "Première connexion", blocked_at as "Bloqué",
          language as "Langue", hand as "Écriture choisie", comfort as "Confort de lecture", tells_new_device as "Prévient d’un nouvel appareil"
        from kernel.accounts where person_id = ${id}`,
    },
  },
  {
    column: 'kernel.sessions.account_id',
    purpose: `${entry} Liste des appareils où la personne est connectée.`,
    keep: sessionsKept,
    onErasure: 'delete',
    access: {
      given: 'Appareils connectés',
      words: { Moyen: methodWords },
      rows: ({ id }) => sql`
        select s.device as "Appareil", s.method as "Moyen", s.line as "Réseau", s.created_at as "Connexion", s.seen_at as "Vu", s.revoked_at as "Fermée"
        from kernel.sessions s join kernel.accounts a on a.id = s.account_id where a.person_id = ${id} order by s.created_at desc`,
    },
  },
  {
    column: 'kernel.activation_codes.account_id',
    purpose: `${entry} Empreinte du code de la fiche, jamais le code.`,
    keep: sheetsKept,
    onErasure: 'delete',
    access: {
      given: 'Fiches de connexion',
      rows: ({ id }) => sql`
        select c.issued_at as "Imprimée", c.expires_at as "Valable jusqu’au", c.used_at as "Utilisée", c.revoked_at as "Annulée"
        from kernel.activation_codes c join kernel.accounts a on a.id = c.account_id where a.person_id = ${id} order by c.issued_at desc`,
    },
  },
  {
    column: 'kernel.activation_codes.issued_by',
    purpose: 'Savoir qui a imprimé une fiche.',
    keep: sheetsKept,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.authenticators.account_id',
    purpose: `${entry} Clé de l’application qui donne des codes, chiffrée.`,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Application qui donne des codes',
      rows: ({ id }) => sql`
        select x.added_at as "Ajoutée" from kernel.authenticators x join kernel.accounts a on a.id = x.account_id where a.person_id = ${id}`,
    },
  },
  {
    column: 'kernel.passkeys.account_id',
    purpose: `${entry} Clés d’accès : leur partie publique et leur nom.`,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Clés d’accès',
      rows: ({ id }) => sql`
        select x.name as "Nom", x.added_at as "Ajoutée", x.used_at as "Utilisée"
        from kernel.passkeys x join kernel.accounts a on a.id = x.account_id where a.person_id = ${id} order by x.added_at`,
    },
  },
  {
    column: 'kernel.mail_codes.account_id',
    purpose: `${entry} Code envoyé par courriel, et l’adresse à confirmer.`,
    keep: codesKept,
    onErasure: 'delete',
    access: { withheld: 'Un code envoyé par courriel est un secret, et il est effacé dans la nuit.' },
  },
  {
    column: 'kernel.rescues.account_id',
    purpose: `${entry} Secours d’une personne qui a perdu sa deuxième preuve.`,
    keep: oneYear,
    onErasure: 'delete',
    access: {
      given: 'Secours demandés pour le compte',
      rows: ({ id }) => sql`
        select r.asked_at as "Demandé", r.confirmed_at as "Confirmé", r.ended_at as "Terminé"
        from kernel.rescues r join kernel.accounts a on a.id = r.account_id where a.person_id = ${id} order by r.asked_at`,
    },
  },
  {
    column: 'kernel.rescues.asked_by',
    purpose: 'Savoir qui a demandé un secours.',
    keep: oneYear,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.rescues.confirmed_by',
    purpose: 'Savoir qui a confirmé un secours.',
    keep: oneYear,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.throttles.key',
    purpose: 'Empêcher de deviner les mots de passe : identifiant essayé et adresse du réseau.',
    keep: untilUndone('Une heure environ.'),
    onErasure: 'delete',
    access: { withheld: 'Le compteur d’essais de mots de passe ne désigne pas une personne, et il est effacé dans l’heure.' },
  },
  {
    column: 'kernel.charter_acceptances.account_id',
    purpose: 'Prouver que la charte a été acceptée, et quand.',
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Chartes acceptées',
      rows: ({ id }) => sql`
        select c.version as "Version", x.accepted_at as "Acceptée"
        from kernel.charter_acceptances x join kernel.accounts a on a.id = x.account_id join kernel.charters c on c.id = x.charter_id
        where a.person_id = ${id} order by x.accepted_at`,
    },
  },
  {
    column: 'kernel.charters.published_by',
    purpose: 'Savoir qui a publié une charte.',
    keep: withPerson,
    onErasure: 'anonymise',
    access: actions,
  },
];

const ended = (before: string) => sql`${before}::timestamptz`;

export const entryForgets: Forget[] = [
  {
    table: 'kernel.sessions',
    what: 'Connexions terminées',
    keep: sessionsKept,
    due: (before) => sql<boolean>`least(x.expires_at, coalesce(x.revoked_at, x.expires_at)) < ${ended(before)}`,
  },
  {
    table: 'kernel.activation_codes',
    what: 'Fiches de connexion',
    keep: sheetsKept,
    due: (before) =>
      sql<boolean>`least(x.expires_at, coalesce(x.used_at, x.expires_at), coalesce(x.revoked_at, x.expires_at)) < ${ended(before)}`,
  },
  {
    table: 'kernel.mail_codes',
    what: 'Codes envoyés par courriel',
    keep: codesKept,
    due: (before) => sql<boolean>`x.expires_at < ${ended(before)}`,
  },
  { table: 'kernel.rescues', what: 'Secours', keep: oneYear, due: (before) => sql<boolean>`x.asked_at < ${ended(before)}` },
];
