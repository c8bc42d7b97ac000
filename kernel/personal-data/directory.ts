import { sql } from '#kernel/db';
import { profileNames } from '#kernel/perimeter';
import type { PersonalColumn } from './index.ts';
import { untilUndone, withPerson } from './keep.ts';
import { linkWords, sourceWords } from './words.ts';

const directory = 'Tenir l’annuaire de l’école : qui est élève, parent, enseignant, et de qui. Source : annuaire académique (AAF) et ONDE.';
const judged = 'Respecter une décision de justice qui limite ce qu’un responsable reçoit ou décide pour un enfant.';
const asLong = untilUndone('Tant que la décision vaut, puis le temps de la scolarité.');
const undo = 'Pouvoir défaire la réunion de deux fiches.';
const sheets = 'Fiches de l’annuaire réunies';
const functions = 'Fonctions et classes';

/** Chapter of the file given: what somebody did, as the journal says it. */
export const actions = { givenIn: 'Actions dans Préau' };

/** Who is who, and of whom. */
export const directoryData: PersonalColumn[] = [
  {
    column: 'kernel.people.id',
    purpose: directory,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Identité',
      words: { Source: sourceWords },
      rows: ({ id }) => sql`
        select civility as "Civilité", first_name as "Prénom", last_name as "Nom", birth_name as "Nom de naissance", birth_date as "Naissance",
          external_id as "Numéro dans l’annuaire", gar_id as "Numéro pour le GAR", source as "Source", created_at as "Connu depuis", leaving_since as "Départ signalé"
        from kernel.people where id = ${id}`,
    },
  },
  {
    column: 'kernel.people.merged_into',
    purpose: 'Savoir que deux fiches de l’annuaire sont la même personne : une personne, un compte.',
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: sheets,
      words: { Source: sourceWords },
      rows: ({ id }) => sql`
        select first_name as "Prénom", last_name as "Nom", external_id as "Numéro dans l’annuaire", source as "Source"
        from kernel.people where merged_into = ${id} order by id`,
    },
  },
  {
    column: 'kernel.functions.sheet_id',
    purpose: 'Savoir de quelle fiche vient une fonction.',
    keep: withPerson,
    onErasure: 'delete',
    access: { givenIn: functions },
  },
  { column: 'kernel.merges.survivor_id', purpose: undo, keep: withPerson, onErasure: 'delete', access: { givenIn: sheets } },
  { column: 'kernel.merges.merged_id', purpose: undo, keep: withPerson, onErasure: 'delete', access: { givenIn: sheets } },
  {
    column: 'kernel.merges.merged_by',
    purpose: 'Savoir qui a réuni deux fiches.',
    keep: withPerson,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.merges.undone_by',
    purpose: 'Savoir qui a séparé deux fiches.',
    keep: withPerson,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.functions.person_id',
    purpose: directory,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: functions,
      words: { Fonction: profileNames, Source: sourceWords },
      rows: ({ id }) => sql`
        select f.kind as "Fonction", p.name as "Lieu", school.name as "École", f.level as "Niveau", f.starts_on as "Début", f.ends_on as "Fin",
          f.source as "Source"
        from kernel.functions f join kernel.places p on p.id = f.place_id
        left join kernel.places school on school.id = f.school_id and school.id <> p.id
        where f.person_id = ${id} order by f.id`,
    },
  },
  {
    column: 'kernel.guardianships.pupil_id',
    purpose: directory,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Lien avec la personne qui demande',
      words: { Lien: linkWords, Source: sourceWords },
      // Nobody learns here who else answers for the child: parents who separated see nothing of each other.
      rows: ({ id, askedBy }) => sql`
        select p.first_name as "Prénom", p.last_name as "Nom", g.kind as "Lien", g.holds_authority as "Autorité parentale", g.source as "Source"
        from kernel.guardianships g join kernel.people p on p.id = g.guardian_id where g.pupil_id = ${id} and g.guardian_id = ${askedBy}`,
    },
  },
  {
    column: 'kernel.guardianships.guardian_id',
    purpose: directory,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Enfants',
      words: { Lien: linkWords, Source: sourceWords },
      rows: ({ id }) => sql`
        select p.first_name as "Prénom", p.last_name as "Nom", g.kind as "Lien", g.holds_authority as "Autorité parentale", g.source as "Source"
        from kernel.guardianships g join kernel.people p on p.id = g.pupil_id where g.guardian_id = ${id} order by p.birth_date, p.id`,
    },
  },
  {
    column: 'kernel.guardian_restrictions.pupil_id',
    purpose: judged,
    keep: asLong,
    onErasure: 'delete',
    access: { withheld: 'Une décision de justice qui limite un responsable est donnée à ce responsable, et à personne d’autre.' },
  },
  {
    column: 'kernel.guardian_restrictions.guardian_id',
    purpose: judged,
    keep: asLong,
    onErasure: 'delete',
    access: {
      given: 'Décisions de justice',
      rows: ({ id }) => sql`
        select p.first_name as "Enfant", r.reference as "Référence", r.decided_on as "Rendue le", r.ends_on as "Jusqu’au",
          r.informed as "Reste informé·e", r.lifted_at as "Levée"
        from kernel.guardian_restrictions r join kernel.people p on p.id = r.pupil_id where r.guardian_id = ${id} order by r.set_at`,
    },
  },
  { column: 'kernel.guardian_restrictions.set_by', purpose: judged, keep: asLong, onErasure: 'anonymise', access: actions },
  { column: 'kernel.guardian_restrictions.lifted_by', purpose: judged, keep: asLong, onErasure: 'anonymise', access: actions },
  {
    column: 'kernel.reach_openings.opened_by',
    purpose: 'Savoir qui a ouvert la messagerie entre élèves, ou entre familles, d’une classe.',
    keep: untilUndone('Tant que la classe est ouverte ainsi.'),
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.contacts.person_id',
    purpose: 'Joindre les familles et les personnels : adresse, téléphones, courriel. Visible de l’école seulement.',
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Coordonnées',
      rows: ({ id }) => sql`
        select email as "Courriel", academic_email as "Courriel académique", phone_home as "Téléphone du domicile", phone_work as "Téléphone du travail",
          phone_mobile as "Téléphone mobile", address as "Adresse", postal_code as "Code postal", city as "Commune", country as "Pays",
          shares_address as "Adresse communicable"
        from kernel.contacts where person_id = ${id}`,
    },
  },
];
