import { deedTexts } from '#kernel/audit';
import { sql } from '#kernel/db';
import { actions, directoryData } from './directory.ts';
import { entryData, entryForgets } from './entry.ts';
import type { Forget } from './forget.ts';
import type { PersonalColumn } from './index.ts';
import { daysAfter, oneYear, untilUndone, withPerson } from './keep.ts';
import { mediumWords } from './words.ts';

const image = 'Ne montrer la photo ni la voix d’un enfant sans l’accord de celles et ceux qui exercent l’autorité parentale.';
const afterConsent = daysAfter(365, 'Un an après la fin de l’accord : la preuve de ce qui a été montré.');
const braking = 'Savoir qui a ralenti ou fermé un service, et qui l’a rouvert.';
const moderating = 'Protéger les élèves et les familles de ce qui blesse : ce qui a été retenu ou signalé, et ce qui en a été décidé.';
const mailsKept = daysAfter(30, 'Trente jours.');
const held = 'Écrits retenus ou signalés';
const outcomes = { released: 'Envoyé', rejected: 'Refusé', recalled: 'Repris', kept: 'Gardé' };

const telling: PersonalColumn[] = [
  {
    column: 'kernel.events.emitted_by',
    purpose: 'Prévenir les personnes concernées.',
    keep: oneYear,
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'kernel.notifications.person_id',
    purpose: 'Prévenir la personne de ce qui la concerne.',
    keep: oneYear,
    onErasure: 'delete',
    access: {
      given: 'Notifications',
      rows: ({ id }) => sql`
        select n.arrived_at as "Arrivée", n.title as "Ce qu’elle dit", n.read_at as "Lue"
        from kernel.notifications n where n.person_id = ${id} and n.arrived_at is not null order by n.arrived_at desc`,
    },
  },
  {
    column: 'kernel.notifications.about_id',
    purpose: 'Dire de quel enfant on parle.',
    keep: oneYear,
    onErasure: 'delete',
    access: { withheld: 'Ce qui est annoncé à un responsable est dans le dossier de ce responsable.' },
  },
  {
    column: 'kernel.delivery_choices.person_id',
    purpose: 'Prévenir chacun à l’heure et de la façon choisies.',
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Façon d’être prévenu',
      rows: ({ id }) => sql`
        select digest as "Résumé par courriel", digest_hour as "Heure du résumé" from kernel.delivery_choices where person_id = ${id}`,
    },
  },
  {
    column: 'kernel.push_subscriptions.person_id',
    purpose: 'Prévenir sur les appareils choisis par la personne.',
    keep: untilUndone('Jusqu’à ce que la personne, ou son navigateur, y mette fin, ou qu’elle s’y déconnecte.'),
    onErasure: 'delete',
    access: {
      given: 'Appareils prévenus',
      rows: ({ id }) => sql`
        select device as "Appareil", created_at as "Depuis" from kernel.push_subscriptions where person_id = ${id} order by created_at`,
    },
  },
  {
    column: 'kernel.mails.recipient',
    purpose: 'Envoyer un courriel et pouvoir dire s’il est parti. Son texte est effacé dès l’envoi.',
    keep: mailsKept,
    onErasure: 'delete',
    access: {
      withheld:
        'Des courriels envoyés, il ne reste que l’adresse et l’objet, trente jours ; ce qu’ils annonçaient est dans les notifications.',
    },
  },
];

const looking: PersonalColumn[] = [
  {
    column: 'kernel.consents.pupil_id',
    purpose: image,
    keep: afterConsent,
    onErasure: 'delete',
    access: {
      given: 'Accords pour la photo et la voix',
      words: { Pour: mediumWords },
      // Never what the other parent answered (decision 0012).
      rows: ({ id, askedBy }) => sql`
        select answered_at as "Réponse du", project as "Projet", medium as "Pour", given as "Accord", ends_on as "Jusqu’au", on_paper as "Sur papier"
        from kernel.consents where pupil_id = ${id} and guardian_id = ${askedBy} order by answered_at desc, id`,
    },
  },
  {
    column: 'kernel.consents.guardian_id',
    purpose: image,
    keep: afterConsent,
    onErasure: 'delete',
    access: {
      given: 'Accords donnés ou refusés',
      words: { Pour: mediumWords },
      rows: ({ id }) => sql`
        select c.answered_at as "Réponse du", p.first_name as "Enfant", c.project as "Projet", c.medium as "Pour", c.given as "Accord",
          c.ends_on as "Jusqu’au", c.on_paper as "Sur papier"
        from kernel.consents c join kernel.people p on p.id = c.pupil_id where c.guardian_id = ${id} order by c.answered_at desc, c.id`,
    },
  },
  {
    column: 'kernel.consents.entered_by',
    purpose: 'Savoir qui a recopié un accord donné sur papier.',
    keep: afterConsent,
    onErasure: 'anonymise',
    access: actions,
  },
  { column: 'kernel.brakes.set_by', purpose: braking, keep: oneYear, onErasure: 'anonymise', access: actions },
  { column: 'kernel.brakes.seconded_by', purpose: braking, keep: oneYear, onErasure: 'anonymise', access: actions },
  { column: 'kernel.brakes.lifted_by', purpose: braking, keep: oneYear, onErasure: 'anonymise', access: actions },
  {
    column: 'kernel.holds.author_id',
    purpose: moderating,
    keep: oneYear,
    onErasure: 'delete',
    access: {
      given: held,
      words: { Décision: outcomes },
      rows: ({ id }) => sql`
        select held_at as "Retenu", why as "Pourquoi", decision as "Décision", decided_at as "Décidé" from kernel.holds where author_id = ${id} order by held_at`,
    },
  },
  { column: 'kernel.holds.decided_by', purpose: moderating, keep: oneYear, onErasure: 'anonymise', access: actions },
  {
    column: 'kernel.reports.author_id',
    purpose: moderating,
    keep: oneYear,
    onErasure: 'delete',
    access: {
      given: 'Signalements reçus',
      words: { Décision: outcomes },
      // Neither who reported nor in which words: it would tell who was hurt.
      rows: ({ id }) => sql`
        select reported_at as "Signalé", outcome as "Décision", closed_at as "Décidé" from kernel.reports where author_id = ${id} order by reported_at`,
    },
  },
  {
    column: 'kernel.reports.reported_by',
    purpose: moderating,
    keep: oneYear,
    onErasure: 'anonymise',
    access: {
      given: 'Signalements faits',
      words: { Décision: outcomes },
      rows: ({ id }) => sql`
        select reported_at as "Signalé", why as "Pourquoi", outcome as "Décision", closed_at as "Décidé"
        from kernel.reports where reported_by = ${id} order by reported_at`,
    },
  },
  { column: 'kernel.reports.closed_by', purpose: moderating, keep: oneYear, onErasure: 'anonymise', access: actions },
  {
    column: 'kernel.audit.actor_id',
    purpose: 'Journal de sécurité : qui a changé quoi, sans le contenu des échanges.',
    keep: oneYear,
    onErasure: 'anonymise',
    access: {
      given: actions.givenIn,
      words: { Action: (services) => deedTexts(services, 'watched', 'own') },
      rows: ({ id }) => sql`
        select a.at as "Quand", a.action as "Action", s.name as "École"
        from kernel.audit a left join kernel.places s on s.id = a.school_id where a.actor_id = ${id} order by a.at desc, a.id`,
    },
  },
  {
    column: 'kernel.uploads.person_id',
    purpose: 'Reprendre un envoi coupé là où il s’est arrêté.',
    keep: untilUndone('Un jour.'),
    onErasure: 'delete',
    access: { withheld: 'Un fichier dont l’envoi n’est pas fini est effacé sous un jour.' },
  },
  {
    column: 'kernel.files.uploaded_by',
    purpose: 'Savoir qui a déposé un fichier.',
    keep: withPerson,
    onErasure: 'anonymise',
    access: {
      given: 'Fichiers déposés',
      // Their names only: the files themselves come with what they were joined to, where one knows whom they show.
      rows: ({ id }) => sql`
        select uploaded_at as "Déposé", name as "Nom", media_type as "Type", size as "Taille en octets"
        from kernel.files where uploaded_by = ${id} order by uploaded_at desc, id`,
    },
  },
  {
    column: 'kernel.objections.person_id',
    purpose: 'Ne pas garder ce que la personne a partagé, si elle s’y oppose en partant.',
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: 'Opposition à garder ce qui a été partagé',
      rows: ({ id }) => sql`select objected_at as "Dite" from kernel.objections where person_id = ${id}`,
    },
  },
  {
    column: 'kernel.objections.objected_by',
    purpose: 'Savoir qui s’est opposé pour un enfant.',
    keep: withPerson,
    onErasure: 'anonymise',
    access: actions,
  },
];

/** What the kernel itself keeps about people: the first lines of the register. Services add theirs in their manifests. */
export const kernelPersonalData: PersonalColumn[] = [...directoryData, ...entryData, ...telling, ...looking];

const since = (before: string) => sql`${before}::timestamptz`;

export const kernelForgets: Forget[] = [
  ...entryForgets,
  { table: 'kernel.audit', what: 'Lignes du journal de sécurité', keep: oneYear, due: (before) => sql<boolean>`x.at < ${since(before)}` },
  {
    table: 'kernel.events',
    what: 'Annonces et leurs notifications',
    keep: oneYear,
    // What waits to be delivered is never forgotten; what was tried ten times waits no more.
    due: (before) => sql<boolean>`x.emitted_at < ${since(before)} and (x.delivered_at is not null or x.attempts >= 10)`,
  },
  { table: 'kernel.mails', what: 'Courriels envoyés', keep: mailsKept, due: (before) => sql<boolean>`x.queued_at < ${since(before)}` },
  {
    table: 'kernel.consents',
    what: 'Accords pour la photo et la voix',
    keep: afterConsent,
    due: (before) => sql<boolean>`x.ends_on < ${since(before)}::date`,
  },
  {
    table: 'kernel.brakes',
    what: 'Freins levés ou terminés',
    keep: oneYear,
    due: (before) => sql<boolean>`least(x.ends_at, coalesce(x.lifted_at, x.ends_at)) < ${since(before)}`,
  },
  { table: 'kernel.holds', what: 'Écrits retenus', keep: oneYear, due: (before) => sql<boolean>`x.held_at < ${since(before)}` },
  { table: 'kernel.reports', what: 'Signalements', keep: oneYear, due: (before) => sql<boolean>`x.reported_at < ${since(before)}` },
];
