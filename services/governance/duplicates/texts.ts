import { plural, texts } from '#kernel/texts';

export const t = texts('duplicates', {
  label: 'Doublons',
  tileSentence: 'Une personne, un seul accès',
  lead: 'Des fiches de l’annuaire qui semblent être la même personne. Regardez, puis décidez : tout peut être défait.',
  none: 'Aucun doublon à regarder. La recherche se fait chaque nuit, après l’arrivée des fichiers de l’académie.',
  pairs: ({ count }: { count: number }) => plural(count, { one: `${count} paire à regarder`, other: `${count} paires à regarder` }),
  strong: 'Indices suffisants',
  weak: 'Indices insuffisants',
  compare: 'Comparer',
  compareLabel: ({ name }: { name: string }) => `Comparer les deux fiches de ${name}`,
  recent: 'Réunions récentes',
  reunited: 'Réunies',
  by: ({ name }: { name: string }) => `par ${name}`,
  bySelf: 'par la personne elle-même',
  undo: 'Séparer',
  undoOf: ({ name }: { name: string }) => `Séparer les fiches de ${name}`,
  undoSentence: ({ name }: { name: string }) =>
    `Les deux fiches de ${name} redeviendront deux accès, avec leurs identifiants d’avant. Ce qui a changé depuis reste en place.`,
  undoConfirm: 'Oui, séparer',
  undone: 'Les deux fiches sont de nouveau séparées.',
  notLast: 'Une autre réunion a suivi celle-ci : séparez d’abord la plus récente.',

  side: 'Deux fiches, une personne ?',
  evidence: 'Ce qui les rapproche',
  sameName: 'Mêmes nom et prénom',
  sameBirth: 'Même date de naissance',
  sameMail: 'Même adresse électronique',
  samePhone: 'Même téléphone',
  sameAddress: 'Même adresse',
  sameGuardian: 'Même responsable',
  educonnect: 'Un même compte ÉduConnect ouvre les deux fiches',
  enoughSentence: 'Ces indices suffisent pour décider. Vérifiez tout de même auprès de la personne.',
  blockedSentence: 'L’un de ces deux accès est bloqué. Débloquez-le d’abord si cette personne doit entrer, puis réunissez.',
  weakSentence:
    'Ces indices ne suffisent pas : deux personnes peuvent les partager. Demandez à la personne de le prouver elle-même, depuis « Mon compte ».',
  sharedSentence:
    'Ces deux fiches sont responsables du même enfant : ce peuvent être ses deux parents. Seule la personne peut prouver qu’elle est les deux, depuis « Mon compte ».',
  first: 'Première fiche',
  second: 'Deuxième fiche',
  born: 'Date de naissance',
  birthName: 'Nom de naissance',
  functions: 'Fonctions',
  children: 'Responsable de',
  access: 'Accès',
  open: 'Ouvert',
  closed: 'Jamais ouvert',
  origin: 'Origine',
  directory: 'Annuaire académique',
  byHand: 'Compte créé à la main',
  unknown: 'Non connue',
  nothing: 'Aucune',
  same: 'C’est la même personne',
  sameWarning: ({ name }: { name: string }) =>
    `${name} gardera un seul accès, avec toutes ses fonctions et tous ses enfants. La personne sera prévenue. Vous pourrez défaire.`,
  sameConfirm: 'Oui, n’en faire qu’une',
  distinct: 'Ce sont deux personnes',
  distinctSaid: 'C’est noté : on ne vous le demandera plus.',
  joined: ({ name }: { name: string }) => `${name} n’a plus qu’un accès.`,
  gone: 'Ces fiches ont changé entre-temps. Rechargez la page.',

  mine: 'J’ai une autre fiche',
  mineLead:
    'Vous êtes parent et vous travaillez dans une école ? Vous avez reçu deux feuilles ? Réunissez-les : un seul identifiant pour tout.',
  mineHow:
    'Donnez l’identifiant et le code de l’autre feuille. Ils ne serviront plus ; vous garderez l’identifiant avec lequel vous êtes ici.',
  login: 'Identifiant de l’autre feuille',
  code: 'Code de l’autre feuille',
  giveLogin: 'Donnez l’identifiant de l’autre feuille.',
  giveCode: 'Donnez le code de l’autre feuille.',
  join: 'Réunir mes fiches',
  wrongCode: 'Cet identifiant et ce code ne vont pas ensemble, ou le code a déjà servi ou expiré. L’école peut imprimer une autre feuille.',
  slow: ({ minutes }: { minutes: number }) =>
    plural(minutes, {
      one: 'Trop d’essais. Attendez une minute, puis recommencez.',
      other: `Trop d’essais. Attendez ${minutes} minutes, puis recommencez.`,
    }),
  alreadyMine: 'Cette feuille est celle de l’accès avec lequel vous êtes ici.',
  notSame: 'Cette fiche est celle d’un enfant : elle ne peut pas être la vôtre.',
  works: 'Cette fiche ouvre un accès professionnel déjà utilisé. Entrez avec lui, puis ajoutez celle-ci depuis « Mon compte ».',
  byEduconnect: 'Avec ÉduConnect',
  byEduconnectLead: 'Votre compte ÉduConnect peut prouver une autre fiche de parent.',
  byEduconnectButton: 'Prouver avec ÉduConnect',
  proved: ({ count }: { count: number }) =>
    plural(count, {
      one: 'ÉduConnect a prouvé que cette fiche est aussi la vôtre.',
      other: 'ÉduConnect a prouvé que ces fiches sont aussi les vôtres.',
    }),
  provedNone: 'ÉduConnect vous a reconnu, mais n’a prouvé aucune autre fiche que la vôtre.',
  mineJoined: 'Vos deux accès n’en font plus qu’un.',

  joinedNews: 'Vos deux accès n’en font plus qu’un',
  joinedSubject: 'Votre accès à Préau a été réuni à un autre',
  joinedMail:
    'Quelqu’un vient de réunir votre accès à Préau avec le sien, en donnant le code de votre feuille ou en passant par ÉduConnect. Si c’est vous, il n’y a rien à faire : entrez avec votre autre identifiant. Sinon, prévenez l’école sans attendre : elle peut séparer les deux accès.',
  partedNews: 'Vos deux fiches sont de nouveau deux accès',

  pupil: 'Élève',
  teacher: 'Enseignant·e',
  director: 'Directeur·rice',
  assistant: 'Accompagnant·e',
  atsem: 'ATSEM',
  town: 'Commune',
  adviser: 'Conseiller·ère pédagogique',
  inspector: 'Inspecteur·rice',
  academy: 'Équipe académique',
  administrator: 'Administration',
});

const kinds = ['pupil', 'teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator'] as const;
/** « Enseignant·e », from a function's kind. */
export const kindText = (kind: string): string => {
  const known = kinds.find((one) => one === kind);
  return known ? t[known] : kind;
};
