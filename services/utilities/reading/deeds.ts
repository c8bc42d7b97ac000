import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  own: texts('reading, own', {
    'class-hand.chosen': 'Écriture de la classe choisie',
  }),
};
