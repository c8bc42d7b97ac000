import { plural, texts } from '#kernel/texts';
import { fewest, fewShare, fewWeeks, openedAt, silentWeeks, unopenedWeeks } from './rules.ts';
import type { Profile, Stall } from './tables.ts';

const weeks = (count: number): string => plural(count, { one: `${count} semaine`, other: `${count} semaines` });

export const t = texts('deployment', {
  label: 'Déploiement',
  tileSentence: 'Où en est chaque école, et qui relancer',
  lead: 'Où en est chaque école : sa convention, son annuaire, ses comptes, ceux qui viennent.',
  leadSchool: 'Où en est votre école : sa convention, son annuaire, ses comptes, ceux qui viennent.',
  places: 'Mes lieux',
  noFigures: 'Les chiffres sont comptés chaque nuit. Revenez demain matin.',
  noSchool: 'Aucune école n’est ouverte ici.',
  nothingFound: 'Aucune école ne répond à cette recherche.',
  night: ({ day }: { day: string }) => `Chiffres de la nuit du ${day}.`,
  rule: `Des nombres, jamais de noms ni de classes. D’un profil de moins de ${fewest} personnes, il est seulement dit « trop peu ». Les sommes ne comptent ces petits nombres que réunis par circonscription, à plusieurs écoles et ${fewest} personnes au moins ; celles d’une commune ne les comptent pas. Une personne de deux écoles compte dans chacune.`,
  opening: `Une école est ouverte quand ${openedAt} de ses comptes sont activés.`,
  stallTitle: 'À relancer : quand ?',
  stallRules: [
    `Convention en vigueur depuis ${weeks(unopenedWeeks)}, et aucun compte venu de l’annuaire.`,
    `Convention en vigueur et annuaire arrivé depuis ${weeks(unopenedWeeks)}, et l’école n’est pas ouverte.`,
    `École ouverte depuis ${weeks(fewWeeks)}, et moins de ${fewShare} % des parents ont activé leur compte.`,
    `Personne n’est venu depuis ${weeks(silentWeeks)}. Cela n’est pas compté de juillet à septembre.`,
  ].join('|'),
  stallCount: 'Les semaines se comptent à partir du 1er septembre au plus tôt. Une école sans convention en vigueur n’est pas relancée.',
  stallText: ({ stall }: { stall: Stall }) =>
    ({
      unprovided: 'Pas d’annuaire',
      unopened: 'Pas ouverte',
      few: 'Peu de parents',
      silent: 'Personne ne vient',
    })[stall],
  stallSentence: ({ stall }: { stall: Stall }) =>
    ({
      unprovided: `La convention est en vigueur depuis ${weeks(unopenedWeeks)} au moins, mais l’annuaire n’a encore donné aucun compte à l’école.`,
      unopened: `L’annuaire est arrivé depuis ${weeks(unopenedWeeks)} au moins, mais moins de ${openedAt} comptes sont activés.`,
      few: `L’école est ouverte depuis ${weeks(fewWeeks)} au moins, mais moins de ${fewShare} % des parents ont activé leur compte.`,
      silent: `Personne n’est venu depuis ${weeks(silentWeeks)} au moins.`,
    })[stall],
  toFollow: 'À relancer',
  onlyToFollow: 'Seulement les écoles à relancer',
  well: 'Rien à relancer',
  place: 'Lieu',
  school: 'École',
  schools: 'Écoles',
  city: 'Commune',
  uai: 'UAI',
  convention: 'Convention',
  bound: 'En vigueur',
  provided: 'Annuaire',
  opened: 'Ouvertes',
  openedOne: 'Ouverte',
  providedOne: 'Annuaire',
  noConvention: 'Aucune',
  since: ({ day }: { day: string }) => `depuis le ${day}`,
  notYet: 'pas encore',
  profile: 'Profil',
  profileText: ({ profile }: { profile: Profile }) =>
    ({ teacher: 'Enseignants', guardian: 'Parents', pupil: 'Élèves', town: 'Personnel communal' })[profile],
  people: 'Personnes',
  activated: 'Comptes activés',
  thisWeek: 'Venus ces sept jours',
  few: 'trop peu',
  nobody: 'personne',
  percent: ({ share }: { share: number }) => `${share} %`,
  outOf: ({ activated, people, week }: { activated: number; people: number; week: number }) =>
    `${activated} sur ${people}, ${week} cette semaine`,
  activatedOf: ({ activated, share }: { activated: number; share: number }) => `${activated}, soit ${share} %`,
  byPlace: 'Par lieu',
  bySchool: 'Toutes les écoles',
  views: 'Vues',
  whole: 'Ensemble',
  inside: ({ name }: { name: string }) => `Dans ${name}`,
  filters: 'Chercher et trier',
  search: 'École, commune ou UAI',
  sort: 'Trier par',
  sortText: ({ sort }: { sort: string }) =>
    ({
      nom: 'Commune et nom',
      enseignants: 'Enseignants, les moins activés d’abord',
      parents: 'Parents, les moins activés d’abord',
      ouverture: 'Ouverture, les dernières d’abord',
    })[sort] ?? sort,
  show: 'Afficher',
  asCsv: 'En tableau (CSV)',
  csvFile: ({ name, day }: { name: string; day: string }) => `Déploiement, ${name}, ${day}`,
  csvHeads: 'UAI|École|Commune|Convention|En vigueur depuis|Annuaire arrivé le|Ouverte le|À relancer',
  csvProfileHeads: ({ profile }: { profile: string }) =>
    `${profile} : personnes|${profile} : comptes activés|${profile} : venus ces sept jours`,
  found: ({ count }: { count: number }) => plural(count, { one: `${count} école`, other: `${count} écoles` }),
  where: 'Où en est l’école',
});
