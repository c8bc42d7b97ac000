import { texts } from '#kernel/texts';

const seats: Record<string, string> = {
  nobody: 'Sans être connecté·e',
  guardian: 'Parent',
  teacher: 'Enseignant·e',
  director: 'Directeur·rice',
  assistant: 'AESH',
  atsem: 'ATSEM',
  town: 'Personnel de la commune',
  adviser: 'Conseiller·ère pédagogique',
  inspector: 'Inspecteur·rice',
  academy: 'Équipe académique',
  administrator: 'Administration de l’ENT',
  'pupil, petits': 'Élève de maternelle',
  'pupil, débutants': 'Élève de CP ou de CE1',
  'pupil, grands': 'Élève de CE2, CM1 ou CM2',
};

/** The legal pages. What is true of the software is here; what is true of one région académique is in its contacts. */
export const t = texts('notices', {
  label: 'Informations légales',
  defaultController: 'Région académique Occitanie',
  defaultAddress: '31 rue de l’Université, 34064 Montpellier Cedex 2',
  bySchool: 'la direction de l’école, qui transmet à la région académique',

  accessibility: 'Accessibilité : non conforme',
  accessibilityLead: ({ controller }: { controller: string }) =>
    `${controller} s’engage à rendre Préau utilisable par tout le monde, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.`,
  accessibilityState: `# Où nous en sommes
Préau n’a pas encore été audité par un tiers d’après le référentiel général d’amélioration de l’accessibilité (RGAA 4.1). La règle est claire : sans audit en cours de validité, un service se déclare « non conforme », même quand il est fait avec soin.`,
  lastChecks: 'Les derniers contrôles automatiques',
  lastChecksLead: ({ day, axe }: { day: string; axe: string }) =>
    `Faits ${day} avec axe-core ${axe} (WCAG 2.2, niveaux A et AA) dans Chromium, en largeur de téléphone : chaque page que chaque profil peut ouvrir ; une page faite des mêmes éléments n’est regardée qu’une fois dans chaque présentation. On y cherche aussi ce qui déborde de l’écran et les erreurs de script. Ce tableau est écrit par les contrôles eux-mêmes.`,
  seat: 'Profil',
  seatName: ({ seat }: { seat: string }) => seats[seat] ?? seat,
  pages: 'Pages contrôlées',
  faults: 'Défauts trouvés',
  accessibilityText: ({ contact, day }: { contact: string; day: string }) => `# Ce que des machines ne voient pas
Un contrôle automatique trouve une part des défauts seulement : un tiers environ des critères du RGAA se vérifie ainsi. Restent à l’œil et à l’oreille d’une personne : si un texte de remplacement dit bien ce que montre l’image, si l’ordre de lecture a un sens, si une phrase d’erreur aide vraiment, si une page se comprend avec un lecteur d’écran. Cela n’a pas été audité.

Chaque page fonctionne au clavier et sans JavaScript ; les documents PDF que Préau produit sont balisés.

# Ce qui peut encore gêner
- Les documents déposés par les écoles et les familles (photos, fichiers PDF) ne sont pas toujours accessibles.
- Le son des consignes pour les plus jeunes n’est pas encore présent partout.
- L’éditeur de texte enrichi reçoit moins d’essais avec un lecteur d’écran que le reste des pages.

# Technologies
HTML, CSS, SVG et un peu de JavaScript. Quatre présentations : petits, lecteurs débutants, grands, adultes. Déclaration établie ${day}, d’après les contrôles ci-dessus.

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
  change: 'Modifier les coordonnées',
  directors: 'Directeurs et directrices de la publication',
  directorsLead:
    'Dans les espaces d’une école, c’est sa directrice ou son directeur. Dans ceux d’une commune, le référent qu’elle désigne ; demandez son nom en mairie. Pour tout le reste, la personne qui représente l’éditeur ci-dessus.',
  searchSchool: 'Nom de l’école, commune ou UAI',
  noSchool: 'Aucune école ne correspond. Écrivez au moins trois lettres de son nom ou de sa commune.',
  school: 'École',
  town: 'Commune',
  director: 'Direction',
  nobodyYet: 'pas encore connue',
  flaw: 'Vous avez trouvé une faille de sécurité ? Merci de nous la dire avant d’en parler :',
  flawLink: 'à qui écrire (security.txt).',
  noticeText: `# Qui répond de ce qui est publié
Dans les espaces d’une école, le directeur ou la directrice d’école est directeur de la publication. Dans les espaces réservés à la commune, c’est le référent désigné par la commune. Ils veillent à ce qu’aucun contenu illicite, injurieux ou diffamatoire n’y soit publié.

Pour signaler un contenu, adressez-vous à la direction de l’école : il peut être retiré sans attendre.

# Droits d’auteur
Les textes, photos, dessins et sons publiés dans Préau appartiennent à leurs auteurs. Rien n’en sort sans leur accord ; pour un enfant, celui de ses parents.

Préau est un logiciel libre, sous licence GNU AGPL version 3 ou ultérieure : chacun peut en obtenir le code, l’étudier et l’améliorer.

# Cookies
Préau n’en utilise que trois, strictement nécessaires : votre session, la reconnaissance de votre appareil pour protéger votre compte, et le message affiché après une action. Aucune mesure d’audience ne vous identifie, aucune page n’appelle un autre site : il n’y a donc rien à accepter ni à refuser.`,
});
