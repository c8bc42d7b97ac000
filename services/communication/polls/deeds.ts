import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('polls, watched', {
    'poll.opened': 'Sondage ouvert',
    'poll.closed': 'Sondage clos',
    'poll.removed': 'Sondage retiré',
  }),
  own: texts('polls, own', {
    'poll.answered': 'Réponse à un sondage',
    'poll.volunteered': 'Inscription sur une liste',
    'poll.stepped-back': 'Désistement d’une liste',
  }),
};
