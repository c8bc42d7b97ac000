import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  own: texts('notifications, own', {
    'choices.kept': 'Choix des notifications',
    'device.subscribed': 'Notifications ouvertes sur un appareil',
    'device.forgotten': 'Notifications fermées sur un appareil',
  }),
};
