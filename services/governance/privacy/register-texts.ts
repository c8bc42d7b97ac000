import { texts } from '#kernel/texts';

/** The register of processing (art. 30) and the ledger of deletions. */
export const r = texts('privacy-register', {
  register: 'Registre des traitements',
  registerLead: 'Tout ce que Préau garde sur des personnes, lu dans le logiciel lui-même : rien ne peut y manquer (RGPD, article 30).',
  kernel: 'Le socle : annuaire, comptes et sécurité',
  service: 'Service',
  purpose: 'Pourquoi',
  keep: 'Combien de temps',
  columns: 'Où',
  atEnd: 'À la fin',
  given: 'Ce que la personne en reçoit',
  deleted: 'Effacé',
  anonymised: 'Gardé sans le nom',
  inChapter: ({ title }: { title: string }) => `Chapitre « ${title} »`,
  csv: 'Le registre en CSV',
  pdf: 'Le registre en PDF',
  dpia: 'Analyse d’impact, préparée (PDF)',
  sheet: 'La fiche du traitement',
  controller: 'Responsable du traitement',
  dpo: 'Délégué à la protection des données',
  unknownDpo: 'À compléter dans les coordonnées légales',
  goal: 'Finalité',
  goalText:
    'Donner accès, par un compte personnel, aux services numériques de l’école : communication, information, vie de l’élève, production pédagogique, utilitaires (arrêté du 30 novembre 2006 modifié).',
  basis: 'Base légale',
  basisText: 'Mission d’intérêt public (RGPD, article 6.1.e). L’image et la voix : accord de chaque titulaire de l’autorité parentale.',
  who: 'Personnes',
  whoText: 'Élèves, parents et responsables, personnels des écoles, de la commune et de l’académie.',
  what: 'Données',
  whatText:
    'Identité, scolarité, lien de famille, coordonnées, fonctions, connexions, écrits et fichiers déposés, présences. Ni santé, ni religion, ni nationalité, ni revenus, ni sanctions.',
  recipients: 'Destinataires',
  recipientsText:
    'Chacun dans son rôle et son périmètre. Le GAR, pour l’accès aux ressources. La mesure d’audience nationale (DNMA) ne reçoit que des données anonymes.',
  transfers: 'Hors de l’Union européenne',
  transfersText: 'Aucun transfert.',
  security: 'Sécurité',
  securityText:
    'Deuxième preuve pour qui travaille ici, mots de passe dérivés (Argon2id), droits refusés par défaut et contrôlés à chaque requête, journal, sauvegardes, aucun appel à un tiers.',

  deletions: 'Effacements',
  deletionsLead: 'Ce qui a été effacé, jour par jour, et ce qui le sera cette nuit. Des nombres : jamais de nom.',
  tonight: 'Cette nuit',
  tonightLead: 'À blanc : rien n’est effacé en regardant.',
  nothingTonight: 'Rien n’arrive à son terme cette nuit.',
  rows: 'Lignes',
  term: 'Durée',
  before: 'Avant',
  done: 'Déjà effacé',
  nothingDone: 'Rien n’a encore été effacé.',
  day: 'Jour',
  whatDeleted: 'Quoi',
  why: 'Pourquoi',
  whyText: ({ why }: { why: 'term' | 'leaving' }) => (why === 'term' ? 'La durée est passée' : 'Des personnes sont parties'),
  certificate: 'Le certificat (PDF)',
  certificateOf: ({ day }: { day: string }) => `Certificat d’effacement du ${day}`,
  certificateLead: ({ total, controller }: { total: number; controller: string }) =>
    `${controller}. ${total} lignes effacées de façon définitive, pièces jointes comprises. Ce document ne nomme personne.`,
  certificateSeal: ({ code }: { code: string }) => `Empreinte de ce relevé (SHA-256) : ${code}`,
  backups: 'Les sauvegardes faites avant ce jour les contiennent encore, jusqu’à leur propre effacement.',

  dpiaTitle: 'Analyse d’impact relative à la protection des données',
  dpiaLead: 'Préparée par Préau pour le responsable du traitement et son délégué, qui la complètent et la valident (RGPD, article 35).',
  dpiaNeeded: 'Pourquoi une analyse',
  dpiaNeededText:
    'Des personnes vulnérables, des enfants de 3 à 11 ans, et un traitement à grande échelle : deux des neuf critères du Comité européen de la protection des données (WP 248).',
  dpiaPart: 'Description du traitement',
  dpiaNecessity: 'Nécessité et proportionnalité',
  dpiaNecessityText:
    'Chaque colonne qui désigne une personne a une raison et une durée, ci-dessous. Ce qui se termine est effacé chaque nuit par le logiciel, et compté.',
  dpiaRights: 'Droits des personnes',
  dpiaRightsText:
    'Notice par profil et version pour les enfants, dossier complet à télécharger, guichet des demandes avec échéance d’un mois, opposition, limitation et directives.',
  dpiaRisks: 'Risques et mesures',
  risk: 'Risque',
  source: 'D’où il vient',
  measures: 'Mesures présentes',
  assessment: 'Gravité et vraisemblance (à compléter)',
  dpiaOpinion: 'Avis et validation',
  dpiaOpinionText: 'Avis du délégué à la protection des données :',
  dpiaConsulted: 'Avis des personnes concernées ou de leurs représentants (conseil d’école, parents élus) :',
  dpiaDecision: 'Décision du responsable du traitement, date et signature :',
});

/** Risk, where it comes from, what is there against it. */
export const risks: string[][] = [
  [
    'Accès illégitime',
    'Mot de passe deviné ou volé, session oubliée',
    'Deuxième preuve, freins aux essais, sessions courtes, preuve fraîche, journal',
  ],
  [
    'Un parent voit l’autre',
    'Parents séparés, décision de justice',
    'Un compte par responsable, réponses et coordonnées séparées, restrictions',
  ],
  [
    'Image d’un enfant montrée à tort',
    'Accord absent ou repris',
    'Accord de chaque titulaire redemandé à chaque affichage, flou à la main',
  ],
  ['Message qui blesse', 'Élèves ou adultes', 'Relecture, signalement, freins, reprise partout'],
  ['Modification non désirée', 'Import erroné de l’annuaire', 'Import relu avant d’être appliqué, défait en un geste'],
  ['Disparition de données', 'Panne, erreur', 'Sauvegardes, registre d’appel scellé'],
  ['Conservation trop longue', 'Oubli', 'Effacement chaque nuit, registre des effacements, essai automatique sur trois ans'],
];
