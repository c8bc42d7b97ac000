import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('attendance, watched', {
    'roll.called': 'Appel enregistré',
    'register.closed': 'Registre du mois clos',
    'absence.judged': 'Motif d’absence examiné',
    'device.declared': 'Appareil d’appel déclaré',
    'device.removed': 'Appareil d’appel retiré',
  }),
  own: texts('attendance, own', {
    'differences.seen': 'Différences d’appel vues',
    'absence.announced': 'Absence annoncée',
    'absence.withdrawn': 'Annonce d’absence retirée',
    'absence.explained': 'Motif d’absence donné',
  }),
};
