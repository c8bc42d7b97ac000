import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('agenda, watched', {
    'event.added': 'Date ajoutée à l’agenda',
    'event.changed': 'Date de l’agenda changée',
    'event.changed-alone': 'Une seule fois d’une date changée',
    'event.skipped': 'Une fois d’une date retirée',
    'event.removed': 'Date de l’agenda retirée',
  }),
  own: texts('agenda, own', {
    'event.answered': 'Réponse à une date',
    'feed.made': 'Abonnement à l’agenda créé',
    'feed.redrawn': 'Adresse d’abonnement changée',
    'feed.revoked': 'Abonnement à l’agenda retiré',
  }),
};
