import { plural, texts } from '#kernel/texts';
import { momentText } from '#kernel/ui';
import type { AskedAs, Category, EntryKind, Level } from './tables.ts';

const whose: Record<Level, string> = {
  school: 'la direction de l’école',
  town: 'la commune',
  circonscription: 'la circonscription',
  academy: 'l’assistance académique',
  editor: 'l’éditeur de Préau',
};
const toWhom: Record<Level, string> = {
  school: 'à la direction de l’école',
  town: 'à la commune',
  circonscription: 'à la circonscription',
  academy: 'à l’assistance académique',
  editor: 'à l’éditeur de Préau',
};
const about: Record<Category, string> = {
  access: 'Se connecter',
  people: 'Un nom, une classe, une fiche à corriger',
  use: 'Comment faire',
  fault: 'Quelque chose ne marche pas',
  equipment: 'Tablettes et ordinateurs',
  network: 'Internet à l’école',
  other: 'Autre chose',
};
const aboutMore: Partial<Record<Category, string>> = {
  access: 'Identifiant, mot de passe, code, fiche de connexion.',
  people: 'L’annuaire vient de ONDE : on vous dira où corriger.',
  equipment: 'La demande part à la commune, qui équipe l’école.',
  network: 'La demande part à la commune, qui fournit l’accès.',
};
const wearing: Record<AskedAs, string> = {
  pupil: 'élève',
  family: 'parent',
  helper: 'personnel de l’école',
  team: 'enseignant·e ou direction',
  town: 'commune',
  circonscription: 'circonscription',
  academy: 'académie',
};

export const t = texts('support', {
  label: 'Assistance',
  tileSentence: 'Demander de l’aide, suivre une réponse',
  lead: 'Une question, un souci ? Écrivez à toute heure, tous les jours : quelqu’un de plus proche de vous répond.',
  leadTu: 'Tu as une question ? Un adulte de ton école te répond.',
  empty: 'Vous n’avez rien demandé. Si quelque chose vous gêne, dites-le : c’est ainsi que l’on s’améliore.',
  emptyTu: 'Tu n’as rien demandé.',
  mine: 'Mes demandes',
  over: 'Demandes closes',
  queue: 'Demandes à traiter',
  queueWith: ({ waiting, late }: { waiting: number; late: number }) =>
    `Demandes à traiter (${waiting})${late > 0 ? `, dont ${late} en retard` : ''}`,
  queueLead: ({ waiting, late }: { waiting: number; late: number }) =>
    waiting === 0
      ? 'Rien n’attend.'
      : `${plural(waiting, { one: `${waiting} demande attend`, other: `${waiting} demandes attendent` })}${late > 0 ? `, dont ${late} au-delà du délai promis` : ''}.`,
  shelves: 'Où en sont les demandes',
  shelf: ({ shelf }: { shelf: 'waiting' | 'answered' | 'closed' | 'passed' }) =>
    ({ waiting: 'En attente', answered: 'Répondues', closed: 'Closes', passed: 'Transmises' })[shelf],
  shelfEmpty: ({ shelf }: { shelf: 'waiting' | 'answered' | 'closed' | 'passed' }) =>
    ({
      waiting: 'Rien n’attend. Tout le monde a sa réponse.',
      answered: 'Aucune demande n’attend la suite de qui l’a posée.',
      closed: 'Aucune demande close.',
      passed: 'Vous n’avez rien transmis plus loin.',
    })[shelf],
  filter: 'Chercher dans les demandes',
  searchQueue: 'Un mot, un nom, une école, un numéro',
  anyCategory: 'Tous les sujets',
  search: 'Chercher',
  nothingFound: 'Aucune demande ne correspond.',

  ask: 'Demander de l’aide',
  askTu: 'Demander de l’aide',
  askLead: 'À toute heure, tous les jours. La réponse vient en jours ouvrés.',
  askLeadTu: 'La direction de ton école lira ce que tu écris.',
  forWhere: 'Pour quelle école, et en tant que quoi ?',
  forWhereHint: 'C’est ce qui dit qui vous répondra.',
  seat: ({ as, name }: { as: AskedAs; name: string }) => `${name} (${wearing[as]})`,
  chooseSeat: 'Choisissez pour quelle école vous demandez.',
  about: 'Sujet',
  aboutTu: 'C’est à propos de quoi ?',
  category: ({ category }: { category: Category }) => about[category],
  categoryHint: ({ category }: { category: Category }) => aboutMore[category] ?? '',
  chooseCategory: 'Choisissez un sujet.',
  notTowns: 'Les équipements de l’école sont signalés par ceux qui y travaillent.',
  title: 'En quelques mots',
  titleTu: 'En quelques mots',
  titleHint: 'Par exemple : « Le mot de la sortie n’apparaît pas ».',
  giveTitle: 'Dites en quelques mots de quoi il s’agit.',
  longTitle: 'C’est trop long pour un titre.',
  body: 'Racontez',
  bodyTu: 'Raconte',
  bodyHint: 'Ce que vous vouliez faire, et ce qui s’est passé. N’écrivez pas de mot de passe.',
  bodyHintTu: 'N’écris pas ton mot de passe.',
  giveBody: 'Racontez ce qui se passe.',
  longBody: 'C’est trop long : 4 000 signes au plus.',
  blocking: 'Cela m’empêche de travailler',
  blockingHint: 'La première réponse est alors promise pour le jour ouvré suivant, sinon sous deux jours ouvrés.',
  blockingShort: 'Bloquant',
  files: 'Joindre un fichier',
  filesHint: ({ most }: { most: number }) => `Une photo de l’écran aide beaucoup. ${most} fichiers au plus.`,
  technical: 'Les renseignements techniques joints',
  technicalTu: 'Ce qui part avec ta question',
  technicalHint: 'Voici tout ce qui part avec votre demande. Rien n’y dit qui vous êtes ; vous pouvez corriger, vider ou ne rien joindre.',
  technicalHintTu: 'Voici tout ce qui part avec ta question. Rien ne dit qui tu es.',
  browser: 'Navigateur',
  version: 'Version de Préau',
  page: 'Page',
  pageHint: 'Là où cela s’est passé, par exemple « /liaison ».',
  error: 'Numéro de l’erreur',
  errorHint: 'Celui de la page d’erreur, s’il y en avait un.',
  joinTechnical: 'Joindre ces renseignements',
  send: 'Envoyer',
  asked: ({ level }: { level: Level }) => `Votre demande est partie ${toWhom[level]}.`,

  numbered: ({ number }: { number: number }) => `n° ${number}`,
  numberTerm: 'Numéro',
  place: 'Lieu',
  askerTerm: 'De la part de',
  asker: ({ name, as }: { name: string | null; as: AskedAs }) => `${name ?? 'Quelqu’un qui est parti'} (${wearing[as]})`,
  withWhom: 'Entre les mains de',
  inCharge: 'Suivie par',
  firstAnswer: 'Première réponse',
  before: ({ moment }: { moment: string }) => `au plus tard ${moment}`,
  levelName: ({ level }: { level: Level }) => whose[level],
  atLevel: ({ level }: { level: Level }) => `chez ${whose[level]}`,
  waiting: 'En attente',
  answered: 'Répondu',
  closed: 'Close',
  answerBefore: ({ moment }: { moment: Date }) => `Réponse au plus tard ${momentText(moment)}`,
  lateSince: ({ moment }: { moment: Date }) => `En retard, promis ${momentText(moment)}`,
  takenBy: ({ name }: { name: string }) => `suivie par ${name}`,
  ondeFirst: 'Les noms, les classes et les liens de parenté viennent de ONDE : la correction s’y fait, elle arrive ici le lendemain.',
  thread: 'Échanges',
  note: 'Note interne',
  speaker: ({ kind, level, who }: { kind: EntryKind; level: Level | null; who: string | null }) =>
    [
      who ?? (level === 'editor' && kind === 'note' ? 'Réponse reçue' : 'Quelqu’un qui est parti'),
      level && kind !== 'message' ? `pour ${whose[level]}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  happened: ({ kind, level, who }: { kind: EntryKind; level: Level | null; who: string | null }) => {
    if (kind === 'moved' && level) return `${who ?? 'Quelqu’un'} a transmis la demande ${toWhom[level]}.`;
    if (kind === 'taken') return `${who ?? 'Quelqu’un'} s’en occupe.`;
    if (kind === 'reopened') return `${who ?? 'Quelqu’un'} a rouvert la demande.`;
    return who ? `${who} a clos la demande.` : 'La demande a été close, trois semaines après la réponse.';
  },

  seeAs: 'Voir comme…',
  seeAsHint:
    'La même page, dans une classe inventée : comme un parent, un enseignant ou un élève, mais jamais comme la personne qui demande.',

  addSomething: 'Ajouter quelque chose',
  writeAgain: 'Rouvrir en écrivant',
  settled: 'C’est réglé, merci',
  settledTu: 'C’est réglé, merci',
  answerTitle: 'Répondre',
  answerVerb: 'Répondre',
  yourAnswer: 'Votre réponse',
  giveAnswer: 'Écrivez quelque chose.',
  asNote: 'Note interne',
  asNoteHint: 'Lue par ceux qui aident, jamais par la personne qui demande.',
  noted: 'La note est gardée.',
  sent: 'C’est envoyé.',
  take: 'Je m’en occupe',
  takenNow: 'Vous vous en occupez.',
  alreadyTaken: ({ name }: { name: string }) => `${name} s’en occupe déjà.`,
  close: 'Clore',
  closedNow: 'La demande est close.',
  isClosed: 'Cette demande est close.',
  reopen: 'Rouvrir',
  reopenedNow: 'La demande est rouverte.',
  isOpen: 'Cette demande est déjà ouverte.',
  passTo: ({ level }: { level: Level }) => `Transmettre ${toWhom[level]}`,
  passSentence: ({ level, next }: { level: Level; next: Level }) =>
    `Toute la demande, avec ses pièces, pourra être lue par ${whose[next]}. Elle quitte votre file (${whose[level]}), et vous pourrez encore la lire.`,
  passWhy: 'Ce que vous avez déjà essayé',
  passWhyHint: 'Une note interne, pour que l’on ne recommence pas du début.',
  passYes: 'Oui, transmettre',
  passed: ({ level }: { level: Level }) => `La demande est partie ${toWhom[level]}.`,
  noFarther: 'Il n’y a personne plus loin à qui transmettre.',

  macros: 'Réponses toutes faites',
  macrosLead: 'Celles que l’on écrit dix fois. Elles sont partagées par tous ceux qui aident au même endroit.',
  noMacro: 'Aucune pour l’instant. Écrivez la première ci-dessous.',
  macro: 'Une réponse toute faite',
  insertMacro: 'La mettre dans la réponse',
  newMacro: 'En écrire une',
  macroPlace: 'Pour ceux qui aident à',
  choosePlace: 'Choisissez un lieu de la liste.',
  macroTitle: 'Son nom',
  macroBody: 'La réponse',
  macroHint: 'Sans nom de personne : elle servira à d’autres. Vous pourrez la retoucher avant de l’envoyer.',
  changeMacro: 'Modifier',
  macroKnown: 'Une réponse porte déjà ce nom.',
  save: 'Enregistrer',
  macroSaved: 'La réponse toute faite est enregistrée.',
  removeMacro: 'Retirer',
  removeMacroSure: 'Elle ne sera plus proposée. Les réponses déjà envoyées ne changent pas.',
  removeMacroYes: 'Oui, retirer',
  macroRemoved: 'La réponse toute faite est retirée.',

  tellAsked: ({ number, place }: { number: number; place: string }) => `Une demande d’aide vous attend : n° ${number}, ${place}`,
  tellAnswered: ({ number }: { number: number }) => `Du nouveau pour votre demande d’aide n° ${number}`,
  tellSaid: ({ number, place }: { number: number; place: string }) => `Une précision sur la demande d’aide n° ${number}, ${place}`,
  tellDue: ({ number, place }: { number: number; place: string }) =>
    `La demande d’aide n° ${number} (${place}) attend toujours une première réponse`,
});
