import { texts } from '#kernel/texts';

export const t = texts('rich-text', {
  badLink: 'Un lien commence par https:// ou par mailto:.',
  tooLong: ({ most }: { most: number }) => `Ce texte est trop long : ${most} signes au plus.`,
  unreadable: 'Ce texte contient quelque chose qui ne peut pas être enregistré. Copiez-le sans sa mise en forme.',
  blank: 'Écrivez le texte.',
  toolbar: 'Mise en forme',
  bold: 'Gras',
  italic: 'Italique',
  bullets: 'Liste à puces',
  numbers: 'Liste numérotée',
  heading: 'Intertitre',
  link: 'Lien',
  linkAsk: 'Adresse du lien (https://…), vide pour l’enlever',
  undo: 'Annuler',
  plainHint: 'Une ligne vide sépare les paragraphes ; commencez une ligne par « - » pour une liste.',
});
