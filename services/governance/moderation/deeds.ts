import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('moderation, watched', {
    'brake.set': 'Frein posé',
    'brake.seconded': 'Frein approuvé par un collègue',
    'brake.lifted': 'Frein levé',
    'hold.released': 'Publication retenue libérée',
    'hold.rejected': 'Publication retenue refusée',
    'report.recalled': 'Contenu signalé retiré',
    'report.kept': 'Signalement classé',
  }),
};
