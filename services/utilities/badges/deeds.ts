import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('badges, watched', {
    'class.opened': 'Badges de la classe ouverts',
    'class.closed': 'Badges de la classe fermés',
    'badges.printed': 'Badges imprimés',
    'badge.made': 'Badge fait',
    'badge.revoked': 'Badge retiré',
    'pictures.changed': 'Images secrètes changées',
    'device.joined': 'Tablette jointe à la classe',
  }),
  own: texts('badges, own', {
    'session.opened': 'Connexion par badge',
  }),
};
