import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('support, watched', {
    'incident.told': 'Incident annoncé',
    'incident.followed': 'Incident suivi',
    'article.added': 'Article d’aide ajouté',
    'article.changed': 'Article d’aide modifié',
    'article.removed': 'Article d’aide retiré',
    'articles.started': 'Articles d’aide proposés repris',
    'editor.changed': 'Adresse de l’éditeur changée',
    'macro.added': 'Réponse type ajoutée',
    'macro.changed': 'Réponse type modifiée',
    'macro.removed': 'Réponse type retirée',
  }),
  own: texts('support, own', {
    'ticket.opened': 'Demande d’aide ouverte',
    'ticket.written': 'Message à l’assistance',
    'ticket.taken': 'Demande d’aide prise en charge',
    'ticket.passed': 'Demande d’aide transmise',
    'ticket.closed': 'Demande d’aide close',
    'ticket.reopened': 'Demande d’aide rouverte',
  }),
};
