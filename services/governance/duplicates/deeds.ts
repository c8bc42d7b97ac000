import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('duplicates, watched', {
    'people.merged': 'Deux fiches réunies',
    'people.parted': 'Fiches séparées de nouveau',
    'people.distinguished': 'Deux personnes dites différentes',
    'people.joined': 'Deux de ses fiches réunies par la personne',
  }),
};
