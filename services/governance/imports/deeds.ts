import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('imports, watched', {
    'reading.asked': 'Annuaire déposé',
    'import.approved': 'Import accepté',
    'comparison.asked': 'Comparaison de l’annuaire demandée',
    'import.cancelled': 'Import arrêté',
    'import.resumed': 'Import repris',
    'undo.asked': 'Retour en arrière d’un import',
  }),
};
