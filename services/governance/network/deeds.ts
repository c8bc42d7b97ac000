import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('network, watched', { 'norm.set': 'Recommandation de débit de l’année fixée' }),
  own: texts('network, own', { 'line.measured': 'Débit de l’école mesuré' }),
};
