import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('meetings, watched', {
    'round.opened': 'Rendez-vous ouverts aux familles',
    'slot.booked-on-paper': 'Rendez-vous pris pour une famille',
    'slot.called-off': 'Rendez-vous annulé',
    'slot.closed': 'Créneau retiré',
    'round.called-off': 'Rendez-vous tous annulés',
  }),
  own: texts('meetings, own', {
    'slot.booked': 'Rendez-vous pris',
    'slot.given-back': 'Rendez-vous rendu',
    'waiting.asked': 'Inscription sur la liste d’attente',
  }),
};
