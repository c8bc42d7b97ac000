import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('liaison, watched', {
    'note.sent': 'Mot envoyé aux familles',
    'note.amended': 'Mot corrigé',
    'note.withdrawn': 'Mot retiré',
    'paper.entered': 'Réponse sur papier saisie',
    'paper.undone': 'Réponse sur papier annulée',
    'paper.scanned': 'Coupons numérisés',
  }),
  own: texts('liaison, own', {
    'draft.created': 'Mot commencé',
    'draft.dropped': 'Brouillon de mot jeté',
    'note.seen': 'Mot lu',
    'note.answered': 'Réponse à un mot',
    'note.reminded': 'Relance d’un mot',
  }),
};
