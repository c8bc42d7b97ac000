/** Codes of the kernel's tables, as the person reads them in the file they are given. */

export const linkWords: Record<string, string> = {
  mother: 'Mère',
  father: 'Père',
  tutor: 'Tuteur·rice',
  'child-welfare': 'Aide sociale à l’enfance',
  grandparent: 'Grand-parent',
  sibling: 'Frère ou sœur',
  foster: 'Famille d’accueil',
  educator: 'Éducateur·rice',
  carer: 'Assistant·e familial·e',
  relative: 'Autre membre de la famille',
  self: 'L’élève',
  other: 'Autre lien',
};

export const sourceWords: Record<string, string> = {
  aaf: 'Annuaire académique, alimenté par ONDE',
  onde: 'ONDE',
  manual: 'Écrit dans Préau par l’école',
};

export const mediumWords: Record<string, string> = {
  'picture-class': 'Photos, dans la classe',
  'picture-school': 'Photos, dans l’école',
  'picture-public': 'Photos, visibles de tous',
  voice: 'Voix, dans la classe',
  video: 'Vidéos, dans la classe',
  work: 'Travaux, avec le prénom',
};

export const methodWords: Record<string, string> = {
  password: 'Mot de passe',
  'password-and-mail': 'Mot de passe et code par courriel',
  passkey: 'Clé d’accès',
  sheet: 'Fiche de connexion',
  educonnect: 'ÉduConnect',
  agents: 'Guichet des agents',
  badge: 'Badge',
  pictures: 'Trois images',
  machine: 'Ligne de commande',
};
