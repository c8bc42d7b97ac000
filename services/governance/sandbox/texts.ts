import { texts } from '#kernel/texts';
import type { Role } from './roles.ts';

const whom: Record<Role, { name: string; about: string }> = {
  teacher: { name: 'Enseignant·e de CP', about: 'Écrire un mot, faire l’appel, tenir le cahier de textes.' },
  'nursery-teacher': { name: 'Enseignant·e de maternelle', about: 'La même chose avec les plus petits.' },
  director: { name: 'Directeur·rice', about: 'L’école entière : comptes, classes, registre d’appel.' },
  parent: { name: 'Parent', about: 'Deux enfants, en moyenne section et au CP.' },
  'nursery-pupil': { name: 'Élève de moyenne section', about: 'L’habillage des petits.' },
  beginner: { name: 'Élève de CP', about: 'L’habillage des lecteurs débutants.' },
  pupil: { name: 'Élève de CM1', about: 'L’habillage des grands.' },
  assistant: { name: 'AESH', about: 'Ce que voit qui accompagne un élève.' },
  atsem: { name: 'ATSEM', about: 'Ce que voit qui aide en maternelle.' },
  town: { name: 'Personnel de la commune', about: 'Ce que voit la commune de ses écoles.' },
  adviser: { name: 'Conseiller·ère de circonscription', about: 'Les formations, les demandes d’aide, les écoles.' },
};

export const t = texts('sandbox', {
  label: 'École d’essai',
  lead: 'Une école inventée, pour apprendre, montrer et se tromper sans gêner personne.',
  invented: 'Personne n’y existe : ni élève, ni parent, ni collègue. Vous n’y verrez jamais ce que voit une personne réelle.',
  nightly:
    'Tout y est remis à neuf chaque nuit. Aucun courriel n’en part. Ceux qui s’entraînent en même temps que vous sont dans la même école.',
  fromPage: ({ path }: { path: string }) => `Vous arriverez si possible sur la même page : ${path}`,
  roles: 'Voir comme…',
  role: ({ role }: { role: Role }) => whom[role].name,
  about: ({ role }: { role: Role }) => whom[role].about,
  play: 'Jouer ce rôle',
  playAs: ({ role }: { role: Role }) => `Jouer ce rôle : ${whom[role].name}`,
  playing: ({ name }: { name: string }) => `Vous jouez ${name}.`,
  chooseRole: 'Choisissez un rôle de la liste.',
  away: 'L’école d’essai ne répond pas. Réessayez dans une minute ; si cela dure, prévenez l’assistance.',
  ticketOver: 'Ce billet a déjà servi, ou n’est plus bon : un billet vaut une minute. Choisissez de nouveau un rôle.',
  backHome: 'Revenir dans le vrai Préau',
  reset: 'La remettre à neuf maintenant',
  resetSentence: 'Tout ce qui y a été écrit aujourd’hui disparaît, et ceux qui y sont devront revenir par cette page.',
  resetYes: 'Oui, tout remettre à neuf',
  resetAsked: 'L’école d’essai est en train d’être remise à neuf. Cela prend moins d’une minute.',
});
