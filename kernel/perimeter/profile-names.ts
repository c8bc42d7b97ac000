import { texts } from '#kernel/texts';

/** What each profile is called: beside one's name, and in the file of what is kept. */
export const profileNames = texts('profiles', {
  pupil: 'Élève',
  guardian: 'Parent',
  teacher: 'Enseignant·e',
  director: 'Directeur·rice d’école',
  assistant: 'Accompagnant·e',
  atsem: 'ATSEM',
  town: 'Personnel de la commune',
  adviser: 'Conseiller·ère pédagogique',
  inspector: 'Inspecteur·rice',
  academy: 'Équipe académique',
  administrator: 'Administration de l’ENT',
});
