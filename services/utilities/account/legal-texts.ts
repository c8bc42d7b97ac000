import { texts } from '#kernel/texts';

/** What is true of one région académique, and stands on the legal pages. */
export const l = texts('account-legal', {
  contacts: 'Coordonnées légales',
  contactsLead: 'Elles paraissent dans les mentions légales, la page « Vos données » et la déclaration d’accessibilité.',
  notice: 'Mentions légales',
  save: 'Enregistrer',
  saved: 'Les coordonnées sont à jour.',
  badEmail: 'Cette adresse électronique n’a pas la forme attendue.',
  controller: 'Responsable du traitement et éditeur',
  controllerAddress: 'Son adresse postale',
  dpoEmail: 'Courriel du délégué à la protection des données de l’académie',
  dpoAddress: 'Adresse postale du délégué à la protection des données',
  host: 'Hébergeur',
  hostAddress: 'Adresse de l’hébergeur',
  hostPhone: 'Téléphone de l’hébergeur',
  accessibilityEmail: 'Courriel pour les difficultés d’accessibilité',
  securityEmail: 'Courriel pour signaler une faille de sécurité',
});
