import { service } from '#kernel';

/** A service that tells families of a note, and nothing more: what the tests of delivery send. */
export const notes = service({
  name: 'notes',
  label: 'Mots',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  notifications: {
    sent: {
      title: ({ payload }) => `Mot ${(payload as { number: number }).number}`,
      href: () => '/liaison',
      stillMay: async () => true,
    },
  },
});
