import { texts } from '#kernel/texts';

/** The analysis of impact (RGPD, art. 35), as the CNIL's method has it: context, principles, risks, validation. */
export const i = texts('privacy-impact', {
  title: 'Analyse d’impact relative à la protection des données',
  lead: 'Préparée par Préau pour le responsable du traitement et son délégué, qui la complètent et la valident (RGPD, article 35).',
  howTo: 'Comment s’en servir',
  howToText:
    'Ce que le logiciel sait est rempli, et relu à chaque impression. Les niveaux proposés valent pour Préau tel qu’il est livré : corrigez-les pour votre hébergement et vos usages. Revoyez l’analyse à chaque nouveau service, après chaque fuite, et tous les trois ans.',
  needed: 'Pourquoi une analyse',
  neededText: 'Deux critères au moins des neuf du Comité européen de la protection des données (WP 248) suffisent. Trois sont remplis.',
  criterion: 'Critère',
  met: 'Rempli',
  why: 'Pourquoi',
  yes: 'Oui',
  no: 'Non',
  context: 'Description du traitement',
  principles: 'Nécessité et proportionnalité',
  principle: 'Principe',
  answer: 'Ce qu’il en est',
  lines: 'Les traitements, leurs raisons et leurs durées',
  rights: 'Droits des personnes',
  risks: 'Risques pour les personnes',
  risksText: 'Gravité et vraisemblance : négligeable, limitée, importante, maximale. Ce sont les niveaux qui restent, mesures comprises.',
  risk: 'Événement redouté',
  source: 'D’où il vient',
  harm: 'Effets sur les personnes',
  measures: 'Mesures présentes',
  severity: 'Gravité',
  likelihood: 'Vraisemblance',
  plan: 'Plan d’action',
  planText: 'Ce qui reste à faire hors du logiciel.',
  action: 'Action',
  who: 'Responsable',
  when: 'Échéance',
  opinion: 'Avis et validation',
  dpoOpinion: 'Avis du délégué à la protection des données :',
  consulted: 'Avis des personnes concernées ou de leurs représentants (conseil d’école, parents élus) :',
  decision: 'Décision du responsable du traitement, date et signature :',
});

/** The nine criteria of WP 248: whether Préau meets each, and why. */
export const criteria: [string, boolean, string][] = [
  ['Évaluation ou notation', false, 'Aucun score, aucun classement, aucun profil.'],
  ['Décision automatique avec effet légal', false, 'Chaque décision est celle d’une personne.'],
  ['Surveillance systématique', false, 'Le journal de sécurité ne mesure ni le travail ni l’assiduité en ligne.'],
  [
    'Données sensibles',
    false,
    'Santé, religion, nationalité, revenus et sanctions sont refusés ; une décision de justice est gardée pour l’école seule.',
  ],
  ['Grande échelle', true, 'Des milliers d’écoles, leurs élèves et leurs familles.'],
  ['Croisement de données', true, 'L’annuaire académique et ce que l’école écrit sont réunis dans un compte.'],
  ['Personnes vulnérables', true, 'Des enfants de 3 à 11 ans.'],
  ['Usage innovant', false, 'Des techniques éprouvées, sans biométrie ni intelligence artificielle.'],
  ['Exclusion d’un droit ou d’un contrat', false, 'Le papier reste possible pour chaque démarche.'],
];

export const principles: [string, string][] = [
  ['Finalité', 'Relier l’école, les familles et la commune. Aucun usage commercial, aucune publicité.'],
  ['Base légale', 'Mission d’intérêt public (article 6.1.e) ; accord pour l’image, la voix, le film et les travaux.'],
  ['Minimisation', 'L’arrêté du 30 novembre 2006 modifié borne les données ; chaque colonne qui désigne une personne a une raison.'],
  ['Exactitude', 'L’annuaire vient de ONDE ; une correction y est faite, et arrive le lendemain.'],
  ['Durées', 'Chaque durée est exécutée par le logiciel, la nuit, et comptée dans le registre des effacements.'],
  ['Information', 'Une notice par profil, une version pour les enfants, ce registre public.'],
  ['Sous-traitants', 'L’hébergeur, désigné dans les mentions légales, par contrat (article 28). Aucun autre.'],
  ['Transferts', 'Aucun hors de l’Union européenne.'],
];

export const rights: [string, string][] = [
  ['Accès', 'Le dossier complet, à télécharger par chacun, pour soi et ses enfants.'],
  ['Rectification, opposition, limitation', 'Un bureau des demandes, un mois, chaque étape datée ; une limitation gèle le compte.'],
  ['Effacement', 'Trois mois au plus après le départ ; ce qui est partagé reste sans le nom, sauf opposition.'],
  ['Accord', 'Par projet et par support, repris d’un geste, avec effet immédiat et une date de fin.'],
  ['Directives après la mort', 'Écrites par chacun, appliquées par l’école ou l’académie.'],
  ['Fuite de données', 'Un registre, une horloge de 72 heures, des textes prêts, des exercices.'],
];

/** Feared event, where it comes from, what it does to people, what stands against it, how grave and how likely once it does. */
export const risks: string[][] = [
  [
    'Accès illégitime à un compte',
    'Mot de passe deviné ou volé, session oubliée, fiche perdue',
    'Messages lus, coordonnées connues, usurpation',
    'Deuxième preuve pour qui travaille ici, freins aux essais, sessions courtes, preuve fraîche, alerte d’un nouvel appareil, journal',
    'Importante',
    'Limitée',
  ],
  [
    'Un parent apprend ce que l’autre a écrit, ou où il vit',
    'Parents séparés, violence, décision de justice',
    'Danger pour un parent ou un enfant',
    'Un compte par responsable, réponses et coordonnées séparées, restrictions appliquées par l’école, dossiers qui ne disent rien de l’autre',
    'Maximale',
    'Limitée',
  ],
  [
    'Image, voix ou travail d’un enfant montré à tort',
    'Accord absent, repris ou terminé',
    'Moquerie, identification, perte de confiance',
    'Accord de chaque titulaire redemandé à chaque affichage, fin exécutée par le logiciel, flou à la main, relecture',
    'Importante',
    'Limitée',
  ],
  [
    'Message qui blesse, harcèlement',
    'Élèves ou adultes',
    'Souffrance, décrochage',
    'Messagerie fermée entre élèves par défaut, relecture, signalement, freins, reprise partout',
    'Importante',
    'Limitée',
  ],
  [
    'Modification non désirée',
    'Import erroné de l’annuaire, fiche réunie à tort',
    'Mauvaise classe, mauvais destinataire',
    'Import relu avant d’être appliqué, seuils, retour en arrière, réunion défaite en un geste',
    'Limitée',
    'Limitée',
  ],
  [
    'Disparition de données',
    'Panne, erreur, rançongiciel',
    'Perte de souvenirs, d’informations de sécurité (appel)',
    'Sauvegardes, registre d’appel scellé, appel sans réseau gardé sur l’appareil',
    'Limitée',
    'Limitée',
  ],
  [
    'Conservation trop longue',
    'Oubli, sauvegardes anciennes',
    'Données qui ressortent des années après',
    'Effacement chaque nuit, registre des effacements, certificat, essai automatique sur trois ans',
    'Limitée',
    'Négligeable',
  ],
];

/** What software cannot do. */
export const actions: string[] = [
  'Désigner l’hébergeur et signer le contrat de sous-traitance (article 28)',
  'Publier les coordonnées du délégué à la protection des données',
  'Chiffrer les sauvegardes, borner leur durée, essayer une restauration',
  'Former les directions : accords, décisions de justice, fuites',
  'Jouer un exercice de fuite chaque année',
  'Consulter les conseils d’école et les parents élus',
];
