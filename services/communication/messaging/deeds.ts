import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('messaging, watched', {
    'message.recalled': 'Message rappelé',
    'message.approved': 'Message d’un élève relu et envoyé',
    'message.returned': 'Message d’un élève rendu à son auteur',
    'class.opened': 'Messagerie des élèves ouverte ou fermée',
  }),
  own: texts('messaging, own', {
    'message.sent': 'Message envoyé',
    'message.reported': 'Message signalé',
    'message.taken-back': 'Message repris avant sa relecture',
  }),
};
