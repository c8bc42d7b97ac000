import { type PersonalColumn, withPerson } from '#kernel/personal-data';

export const personalData: PersonalColumn[] = [
  {
    column: 'sandbox.roles.person_id',
    purpose: 'Jouer un rôle dans l’école d’essai, où tout le monde est inventé.',
    keep: withPerson,
    onErasure: 'delete',
    access: { withheld: 'L’école d’essai ne garde que des personnes inventées.' },
  },
];
