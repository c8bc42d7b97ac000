import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('conventions, watched', {
    'convention.drafted': 'Convention commencée',
    'convention.changed': 'Projet de convention modifié',
    'convention.deleted': 'Projet de convention supprimé',
    'convention.schools-listed': 'Écoles d’une convention choisies',
    'convention.step-taken': 'Étape d’une convention notée',
    'convention.all-renewed': 'Conventions d’un territoire renouvelées',
    'convention.renewed': 'Convention renouvelée',
    'convention.renewal-undone': 'Renouvellement annulé',
    'convention.renewal-sent': 'Conventions renouvelées envoyées',
  }),
};
