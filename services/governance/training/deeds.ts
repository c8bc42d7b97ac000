import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('training, watched', {
    'course.offered': 'Formation proposée',
    'session.added': 'Date de formation ajoutée',
    'session.presence': 'Présences à une formation saisies',
    'session.cancelled': 'Date de formation annulée',
  }),
  own: texts('training, own', {
    'session.registered': 'Inscription à une formation',
    'session.withdrawn': 'Désistement d’une formation',
  }),
};
