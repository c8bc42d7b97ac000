import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('sandbox, watched', {
    'school.reset': 'École d’essai remise à neuf',
  }),
  own: texts('sandbox, own', {
    'school.entered': 'Entrée dans l’école d’essai',
  }),
};
