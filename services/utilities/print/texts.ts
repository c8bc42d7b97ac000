import { texts } from '#kernel/texts';

export const t = texts('print', {
  label: 'Imprimer',
  tileSentence: 'Coupons, listes, étiquettes, affiches',
  lead: 'Tout ce qui peut se lire sur papier, en A4, noir et blanc d’abord.',
  whole: 'Pour toutes mes classes',
  sheetsOf: ({ name }: { name: string }) => `Les feuilles de la classe ${name}`,
  nothing: 'Il n’y a rien à imprimer : vous n’avez pas de classe. La direction vous rattache à la vôtre.',
  list: 'Liste de la classe, avec des colonnes à cocher',
  emergency: 'Liste des enfants et de qui prévenir',
  labels: 'Étiquettes des prénoms',
  labelsThree: 'Étiquettes des prénoms, dans les trois écritures',
  labelsFile: ({ name }: { name: string }) => `Étiquettes - ${name}`,
  listFile: ({ name }: { name: string }) => `Liste - ${name}`,
  children: 'Enfant',
  birth: 'Naissance',
  toCall: 'Qui prévenir',
  confidential: 'Confidentiel : à garder sous clé, à détruire après usage.',
  noPupil: 'Pas encore d’élève dans cette classe.',
  printedOn: ({ day }: { day: string }) => `Imprimé le ${day}`,
});
