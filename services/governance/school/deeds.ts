import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('school, watched', {
    'teacher.attached': 'Enseignant rattaché à une classe',
    'teacher.detached': 'Enseignant retiré d’une classe',
    'account.created': 'Compte créé',
    'function.ended': 'Fonction terminée',
    'week.set': 'Semaine de l’école changée',
    'week.dropped': 'Changement de semaine annulé',
    'half-day.set': 'Demi-journée changée',
    'half-day.dropped': 'Changement de demi-journée annulé',
    'guardian.restricted': 'Accès d’un responsable restreint',
    'guardian.restored': 'Accès d’un responsable rétabli',
  }),
};
