import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('deployment, watched', { 'letters.sent': 'Lettres envoyées aux écoles à relancer' }),
};
