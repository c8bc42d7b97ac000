import type { PersonalColumn } from './index.ts';

const withPerson = 'Le temps de la scolarité ou de la fonction, puis trois mois au plus.';
const directory = 'Tenir l’annuaire de l’école : qui est élève, parent, enseignant, et de qui. Source : annuaire académique (AAF) et ONDE.';
const judged = 'Respecter une décision de justice qui limite ce qu’un responsable reçoit ou décide pour un enfant.';
const asLong = 'Tant que la décision vaut, puis le temps de la scolarité.';
const entry = 'Ouvrir à chacun son accès, et à lui seul.';
const year = 'Un an.';
const image = 'Ne montrer la photo ni la voix d’un enfant sans l’accord de celles et ceux qui exercent l’autorité parentale.';
const afterConsent = 'Un an après la fin de l’accord : la preuve de ce qui a été montré.';
const braking = 'Savoir qui a ralenti ou fermé un service, et qui l’a rouvert.';
const moderating = 'Protéger les élèves et les familles de ce qui blesse : ce qui a été retenu ou signalé, et ce qui en a été décidé.';

/** What the kernel itself keeps about people: the first lines of the register. Services add theirs in their manifests. */
export const kernelPersonalData: PersonalColumn[] = [
  { column: 'kernel.people.id', purpose: directory, keep: withPerson, onErasure: 'delete' },
  {
    column: 'kernel.people.merged_into',
    purpose: 'Savoir que deux fiches de l’annuaire sont la même personne : une personne, un compte.',
    keep: withPerson,
    onErasure: 'delete',
  },
  { column: 'kernel.functions.sheet_id', purpose: 'Savoir de quelle fiche vient une fonction.', keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.merges.survivor_id', purpose: 'Pouvoir défaire la réunion de deux fiches.', keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.merges.merged_id', purpose: 'Pouvoir défaire la réunion de deux fiches.', keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.merges.merged_by', purpose: 'Savoir qui a réuni deux fiches.', keep: withPerson, onErasure: 'anonymise' },
  { column: 'kernel.merges.undone_by', purpose: 'Savoir qui a séparé deux fiches.', keep: withPerson, onErasure: 'anonymise' },
  { column: 'kernel.functions.person_id', purpose: directory, keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.guardianships.pupil_id', purpose: directory, keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.guardianships.guardian_id', purpose: directory, keep: withPerson, onErasure: 'delete' },
  { column: 'kernel.guardian_restrictions.pupil_id', purpose: judged, keep: asLong, onErasure: 'delete' },
  { column: 'kernel.guardian_restrictions.guardian_id', purpose: judged, keep: asLong, onErasure: 'delete' },
  { column: 'kernel.guardian_restrictions.set_by', purpose: judged, keep: asLong, onErasure: 'anonymise' },
  { column: 'kernel.guardian_restrictions.lifted_by', purpose: judged, keep: asLong, onErasure: 'anonymise' },
  {
    column: 'kernel.reach_openings.opened_by',
    purpose: 'Savoir qui a ouvert la messagerie entre élèves, ou entre familles, d’une classe.',
    keep: year,
    onErasure: 'anonymise',
  },
  {
    column: 'kernel.contacts.person_id',
    purpose: 'Joindre les familles et les personnels : adresse, téléphones, courriel. Visible de l’école seulement.',
    keep: withPerson,
    onErasure: 'delete',
  },
  { column: 'kernel.accounts.person_id', purpose: entry, keep: withPerson, onErasure: 'delete' },
  {
    column: 'kernel.sessions.account_id',
    purpose: `${entry} Liste des appareils où la personne est connectée.`,
    keep: 'Dix heures ; sur un appareil que la personne a choisi de garder, sept jours pour un personnel et trente pour une famille.',
    onErasure: 'delete',
  },
  {
    column: 'kernel.activation_codes.account_id',
    purpose: `${entry} Empreinte du code de la fiche, jamais le code.`,
    keep: 'Trente jours, et le code ne sert qu’une fois.',
    onErasure: 'delete',
  },
  { column: 'kernel.activation_codes.issued_by', purpose: 'Savoir qui a imprimé une fiche.', keep: year, onErasure: 'anonymise' },
  {
    column: 'kernel.authenticators.account_id',
    purpose: `${entry} Clé de l’application qui donne des codes, chiffrée.`,
    keep: withPerson,
    onErasure: 'delete',
  },
  {
    column: 'kernel.passkeys.account_id',
    purpose: `${entry} Clés d’accès : leur partie publique et leur nom.`,
    keep: withPerson,
    onErasure: 'delete',
  },
  {
    column: 'kernel.mail_codes.account_id',
    purpose: `${entry} Code envoyé par courriel, et l’adresse à confirmer.`,
    keep: 'Dix minutes, puis une nuit au plus.',
    onErasure: 'delete',
  },
  {
    column: 'kernel.rescues.account_id',
    purpose: `${entry} Secours d’une personne qui a perdu sa deuxième preuve.`,
    keep: year,
    onErasure: 'delete',
  },
  { column: 'kernel.rescues.asked_by', purpose: 'Savoir qui a demandé un secours.', keep: year, onErasure: 'anonymise' },
  { column: 'kernel.rescues.confirmed_by', purpose: 'Savoir qui a confirmé un secours.', keep: year, onErasure: 'anonymise' },
  {
    column: 'kernel.throttles.key',
    purpose: 'Empêcher de deviner les mots de passe : identifiant essayé et adresse du réseau.',
    keep: 'Une heure environ.',
    onErasure: 'delete',
  },
  {
    column: 'kernel.charter_acceptances.account_id',
    purpose: 'Prouver que la charte a été acceptée, et quand.',
    keep: withPerson,
    onErasure: 'delete',
  },
  { column: 'kernel.charters.published_by', purpose: 'Savoir qui a publié une charte.', keep: withPerson, onErasure: 'anonymise' },
  { column: 'kernel.events.emitted_by', purpose: 'Prévenir les personnes concernées.', keep: year, onErasure: 'anonymise' },
  {
    column: 'kernel.notifications.person_id',
    purpose: 'Prévenir la personne de ce qui la concerne.',
    keep: year,
    onErasure: 'delete',
  },
  {
    column: 'kernel.delivery_choices.person_id',
    purpose: 'Prévenir chacun à l’heure et de la façon choisies.',
    keep: withPerson,
    onErasure: 'delete',
  },
  {
    column: 'kernel.push_subscriptions.person_id',
    purpose: 'Prévenir sur les appareils choisis par la personne.',
    keep: 'Jusqu’à ce que la personne, ou son navigateur, y mette fin, ou qu’elle s’y déconnecte.',
    onErasure: 'delete',
  },
  {
    column: 'kernel.mails.recipient',
    purpose: 'Envoyer un courriel et pouvoir dire s’il est parti. Son texte est effacé dès l’envoi.',
    keep: 'Trente jours.',
    onErasure: 'delete',
  },
  { column: 'kernel.consents.pupil_id', purpose: image, keep: afterConsent, onErasure: 'delete' },
  { column: 'kernel.consents.guardian_id', purpose: image, keep: afterConsent, onErasure: 'delete' },
  {
    column: 'kernel.consents.entered_by',
    purpose: 'Savoir qui a recopié un accord donné sur papier.',
    keep: afterConsent,
    onErasure: 'anonymise',
  },
  { column: 'kernel.brakes.set_by', purpose: braking, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.brakes.seconded_by', purpose: braking, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.brakes.lifted_by', purpose: braking, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.holds.author_id', purpose: moderating, keep: year, onErasure: 'delete' },
  { column: 'kernel.holds.decided_by', purpose: moderating, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.reports.author_id', purpose: moderating, keep: year, onErasure: 'delete' },
  { column: 'kernel.reports.reported_by', purpose: moderating, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.reports.closed_by', purpose: moderating, keep: year, onErasure: 'anonymise' },
  { column: 'kernel.notifications.about_id', purpose: 'Dire de quel enfant on parle.', keep: year, onErasure: 'delete' },
  {
    column: 'kernel.audit.actor_id',
    purpose: 'Journal de sécurité : qui a changé quoi, sans le contenu des échanges.',
    keep: year,
    onErasure: 'anonymise',
  },
  { column: 'kernel.uploads.person_id', purpose: 'Reprendre un envoi coupé là où il s’est arrêté.', keep: 'Un jour.', onErasure: 'delete' },
  { column: 'kernel.files.uploaded_by', purpose: 'Savoir qui a déposé un fichier.', keep: withPerson, onErasure: 'anonymise' },
];
