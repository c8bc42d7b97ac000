import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('journal, watched', {
    'post.written': 'Publication dans le journal de la classe',
    'post.changed': 'Légende modifiée',
    'picture.removed': 'Photos retirées d’une publication',
    'post.removed': 'Publication retirée',
    'post.decided': 'Publication d’un élève relue',
    'comments.opened-or-closed': 'Commentaires ouverts ou fermés',
    'comment.decided': 'Commentaire relu',
    'comment.removed': 'Commentaire retiré',
  }),
  own: texts('journal, own', {
    'post.reported': 'Publication signalée',
    'comment.written': 'Commentaire écrit',
    'comment.reported': 'Commentaire signalé',
    'book.asked': 'Album de l’année demandé',
  }),
};
