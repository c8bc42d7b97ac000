import { plural, texts } from '#kernel/texts';
import type { Wish } from '../tables.ts';

const wishes: Record<Wish, string> = {
  erase: 'Que ses données soient effacées.',
  keep: 'Rien de particulier : comme pour un départ.',
  give: 'Que ses données soient remises à quelqu’un, puis effacées.',
};

/** A death, said with tact: these pages are opened on a hard day. */
export const d = texts('privacy-deaths', {
  title: 'Après un décès',
  door: 'Fermer le compte d’une personne décédée, et faire ce qu’elle avait demandé',
  lead: 'Pour un parent, un enseignant, un collègue. Le compte est fermé, plus rien ne lui est envoyé, et ce que la personne avait demandé pour ses données est respecté.',
  child: 'Pour un enfant, appelez d’abord l’académie : rien n’est à faire ici dans l’urgence.',
  search: 'Nom de la personne',
  found: 'Personnes trouvées',
  none: ({ q }: { q: string }) => `Personne ne porte le nom « ${q} » parmi les adultes de votre périmètre.`,
  recorded: 'Décès enregistrés',
  nothing: 'Aucun décès n’est enregistré.',

  recordOf: ({ name }: { name: string }) => `Enregistrer un décès · ${name}`,
  recordLead:
    'Son compte se ferme aussitôt et ne reçoit plus rien : ni mot, ni message, ni rappel. Sa famille n’est pas prévenue par Préau, et ses enfants gardent leurs autres responsables.',
  diedOn: 'Date du décès',
  diedOnHint: 'Si vous ne la connaissez pas exactement, la date à laquelle vous l’avez appris.',
  future: 'Ce jour n’est pas encore venu.',
  tooOld: 'Cette date est trop ancienne.',
  record: 'Enregistrer',
  sure: 'Je suis certain de la personne',
  beSure: 'Cochez cette case : une erreur ferme le compte de quelqu’un.',
  done: 'C’est enregistré. Le compte est fermé.',
  already: 'Ce décès est déjà enregistré.',

  died: 'Décès',
  recordedBy: 'Enregistré par',
  asked: 'Ce que la personne avait demandé',
  wish: ({ wish }: { wish: Wish | null }) => (wish ? wishes[wish] : 'Elle n’avait rien demandé.'),
  heir: 'À remettre à',
  until: ({ day }: { day: string }) => `Ses données s’effacent comme à un départ, au plus tard ${day}. Vous n’avez rien à faire.`,
  makeFile: 'Préparer son dossier',
  makeLead: 'Tout ce que Préau garde de cette personne, dans une archive à remettre à qui elle a désigné.',
  making: 'Le dossier se prépare…',
  failed: 'Le dossier n’a pas pu être préparé. Recommencez.',
  ready: 'Le dossier est prêt. Il reste sept jours ici.',
  notReady: 'Le dossier n’est pas prêt, ou ses sept jours sont passés. Préparez-le de nouveau.',
  take: 'Télécharger le dossier',

  givenTo: 'Remis à',
  givenHint: 'Vérifiez l’identité de la personne désignée. Écrivez son nom, et comment le dossier lui a été remis.',
  giveTo: 'Dites à qui le dossier a été remis.',
  keepGiven: 'C’est remis',
  keptGiven: 'La remise est notée.',
  givenOn: ({ to, day }: { to: string; day: string }) => `Remis ${day} : ${to}`,
  giveFirst: 'La personne avait demandé que ses données soient d’abord remises.',
  tooSoon: 'Sept jours passent avant que rien ne soit remis ni effacé : le temps de voir une erreur.',
  from: ({ day }: { day: string }) =>
    `Sept jours passent avant que rien ne soit remis ni effacé, le temps de voir une erreur : ce sera possible ${day}.`,
  notAsked: 'La personne n’a pas demandé cela.',
  erase: 'Effacer ses données',
  eraseSentence:
    'Tout ce qui porte son nom est effacé pour toujours. Ce qu’elle a partagé reste sans son nom, sauf si elle s’y était opposée.',
  eraseConfirm: 'Oui, effacer comme elle l’avait demandé',
  erased: 'Ses données sont effacées, comme la personne l’avait demandé. Le registre des effacements en garde le compte.',
  mistake: 'C’est une erreur',
  mistakeSentence: 'Le compte se rouvre tel qu’il était. Ce qui n’a pas été envoyé entre-temps ne le sera pas.',
  mistakeConfirm: 'Oui, rouvrir le compte',
  reopened: ({ name }: { name: string }) => `Le compte de ${name} est rouvert.`,
  todo: ({ count }: { count: number }) =>
    plural(count, { one: 'Ce qu’une personne décédée avait demandé', other: `Ce que ${count} personnes décédées avaient demandé` }),
  todoVerb: 'Respecter',
  purpose: 'Fermer le compte d’une personne décédée, et respecter ce qu’elle avait demandé de ses données.',

  withheld: 'Un décès enregistré ne concerne que le bureau qui applique les directives de la personne.',
});
