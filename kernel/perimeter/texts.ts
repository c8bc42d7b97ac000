import { texts } from '#kernel/texts';

type Of = { place: string };

export const t = texts('perimeter', {
  familiesOfClass: ({ place }: Of) => `Les familles de la classe ${place}`,
  familiesOfSchool: ({ place }: Of) => `Toutes les familles · ${place}`,
  pupilsOf: ({ place }: Of) => `Les élèves de la classe ${place}`,
  teamOf: ({ place }: Of) => `L’équipe de l’école · ${place}`,
  directorsOf: ({ place }: Of) => `Les directions des écoles · ${place}`,
  teachersOf: ({ place }: Of) => `Les enseignants · ${place}`,
  inspectionOf: ({ place }: Of) => `Les inspecteurs et conseillers · ${place}`,
});
