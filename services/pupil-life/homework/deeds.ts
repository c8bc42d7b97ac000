import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('homework, watched', {
    'homework.removed': 'Travail supprimé',
    'substitute.opened': 'Accès ouvert à un remplaçant',
    'substitute.ended': 'Accès d’un remplaçant retiré',
  }),
  own: texts('homework, own', {
    'homework.given': 'Travail donné',
    'homework.changed': 'Travail modifié',
    'homework.moved': 'Travail déplacé',
    'homework.copied': 'Semaine de travail copiée',
    'diary.written': 'Séance écrite dans le cahier-journal',
    'diary.changed': 'Séance modifiée',
    'diary.moved': 'Séance reportée',
    'diary.removed': 'Séance supprimée',
  }),
};
