import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('federation, watched', {
    'proof.refused': 'Preuve d’un guichet refusée',
    'person.unknown': 'Personne inconnue venue d’un guichet',
  }),
  own: texts('federation, own', {
    'session.opened': 'Connexion par un guichet',
    'person.chosen': 'Profil choisi à l’entrée',
  }),
};
