import { texts } from '#kernel/texts';

/** The legal pages. What is true of the software is here; what is true of one région académique is in its contacts. */
export const l = texts('account-legal', {
  defaultController: 'Région académique Occitanie',
  defaultAddress: '31 rue de l’Université, 34064 Montpellier Cedex 2',
  bySchool: 'la direction de l’école, qui transmet à la région académique',

  accessibility: 'Accessibilité : non conforme',
  accessibilityLead: ({ controller }: { controller: string }) =>
    `${controller} s’engage à rendre Préau utilisable par tout le monde, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.`,
  accessibilityText: ({ contact }: { contact: string }) => `# Où nous en sommes
Préau n’a pas encore été audité par un tiers d’après le référentiel général d’amélioration de l’accessibilité (RGAA 4.1). La règle est claire : sans audit en cours de validité, un service se déclare « non conforme », même quand il est fait avec soin.

En attendant cet audit, à chaque changement du logiciel, toutes les pages sont contrôlées automatiquement pour chaque profil (WCAG 2.2, niveaux A et AA) : contrastes, noms des champs, titres, taille des cibles. Chaque page fonctionne au clavier et sans JavaScript.

# Ce qui peut encore gêner
- Les documents déposés par les écoles et les familles (photos, fichiers PDF) ne sont pas toujours accessibles.
- Le son des consignes pour les plus jeunes n’est pas encore présent partout.
- L’éditeur de texte enrichi reçoit moins d’essais avec un lecteur d’écran que le reste des pages.

# Technologies et essais
HTML, CSS, SVG et un peu de JavaScript. Essais automatiques avec axe-core dans Chromium, en largeur de téléphone, dans les quatre présentations (petits, lecteurs débutants, grands, adultes). Déclaration établie le 24 novembre 2026.

# Nous signaler une difficulté
Si une page vous bloque, écrivez à ${contact}. Dites-nous la page et ce que vous vouliez faire : nous vous répondons et, s’il le faut, nous vous donnons l’information autrement.

# Si la réponse ne vous convient pas
Vous pouvez saisir le Défenseur des droits, gratuitement :

- par le formulaire du site defenseurdesdroits.fr ;
- auprès de son délégué dans votre département ;
- par courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris Cedex 07.`,

  notice: 'Mentions légales',
  noticeLead: 'Qui édite Préau, qui l’héberge, et qui répond de ce qui y est publié.',
  publisher: 'Éditeur',
  hosting: 'Hébergeur',
  hostUnknown: 'La région académique n’a pas encore indiqué l’hébergeur.',
  noticeText: `# Qui répond de ce qui est publié
Dans les espaces d’une école, le directeur ou la directrice d’école est directeur de la publication. Dans les espaces réservés à la commune, c’est le référent désigné par la commune. Ils veillent à ce qu’aucun contenu illicite, injurieux ou diffamatoire n’y soit publié.

Pour signaler un contenu, adressez-vous à la direction de l’école : il peut être retiré sans attendre.

# Droits d’auteur
Les textes, photos, dessins et sons publiés dans Préau appartiennent à leurs auteurs. Rien n’en sort sans leur accord ; pour un enfant, celui de ses parents.

Préau est un logiciel libre, sous licence GNU AGPL version 3 ou ultérieure : chacun peut en obtenir le code, l’étudier et l’améliorer.

# Cookies
Préau n’en utilise que trois, strictement nécessaires : votre session, la reconnaissance de votre appareil pour protéger votre compte, et le message affiché après une action. Aucune mesure d’audience ne vous identifie, aucune page n’appelle un autre site : il n’y a donc rien à accepter ni à refuser.`,
  contacts: 'Coordonnées légales',
  contactsLead: 'Elles paraissent dans les mentions légales, la page « Vos données » et la déclaration d’accessibilité.',
  change: 'Modifier les coordonnées',
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
});
