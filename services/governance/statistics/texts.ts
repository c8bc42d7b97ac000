import { texts } from '#kernel/texts';
import type { Cut } from './tables.ts';

const titles: Record<Cut, string> = {
  profile: 'Qui vient',
  service: 'Pour quoi',
  device: 'Sur quels appareils',
  hour: 'À quelle heure',
};
const heads: Record<Cut, string> = { profile: 'Profil', service: 'Service', device: 'Appareil', hour: 'Heure' };

export const t = texts('statistics', {
  label: 'Fréquentation',
  tileSentence: 'Combien de visites, par qui, pour quoi',
  lead: 'Des nombres, jamais des noms : combien de visites, par quels profils, dans quels services, quand et sur quels appareils.',
  places: 'Lieux suivis',
  weekFrom: ({ day }: { day: string }) => `Semaine du ${day}`,
  ongoing: 'Cette semaine n’est pas finie : les chiffres sont ceux de la nuit dernière.',
  before: 'Semaine précédente',
  after: 'Semaine suivante',
  empty: 'Personne n’est venu cette semaine-là, ou rien n’a encore été compté : les chiffres se font chaque nuit.',
  whole: 'En tout',
  visits: 'Visites',
  users: 'Personnes',
  duration: 'Durée moyenne d’une visite',
  durationHead: 'Durée',
  serviceTime: 'Temps passé',
  few: 'moins de 5',
  hushed: 'Au-dessous de cinq personnes, aucun chiffre n’est donné, ni compté dans les sommes.',
  trend: 'Douze semaines',
  week: 'Semaine',
  cutTitle: ({ cut }: { cut: Cut }) => titles[cut],
  cutHead: ({ cut }: { cut: Cut }) => heads[cut],
  parts: ({ name }: { name: string }) => `À l’intérieur de ${name}`,
  place: 'Lieu',
  csv: 'Pour un tableur (CSV)',
  file: ({ name, week }: { name: string; week: string }) => `Fréquentation ${name} ${week}`,
  how: 'Comment c’est compté',
  rules: [
    'Une visite est une suite de pages vues par quelqu’un qui est entré ; elle finit après une demi-heure sans page.',
    'Une personne est comptée une fois par semaine, dans un seul lieu, sous un code qui change chaque lundi. Les pages vues sont effacées dès que leur semaine est comptée.',
    'Les noms et les définitions sont ceux du dispositif national de mesure d’audience (DNMA).',
  ].join('|'),
  minutes: ({ count }: { count: number }) => `${count} min`,
  lessThanAMinute: 'moins d’1 min',
  hours: ({ hours, minutes }: { hours: number; minutes: number }) => `${hours} h ${String(minutes).padStart(2, '0')}`,
  hour: ({ hour }: { hour: number }) => `${hour} h à ${hour + 1} h`,
  bars: ({ first, last, most }: { first: string; last: string; most: number }) =>
    `Visites par semaine, du ${first} au ${last} ; au plus ${most}. Les chiffres sont dans le tableau qui suit.`,
});

/** The names of the national plan, as people say them. */
export const valueTexts = texts('statistics values', {
  eleve: 'Élèves',
  parent: 'Parents',
  enseignant: 'Enseignants et direction',
  collectivite: 'Personnel de la commune',
  admin_vie_scol_tech: 'Autres personnels de l’Éducation nationale',
  accueil: 'Accueil',
  actualites: 'Actualités',
  cahier_textes: 'Cahier de textes',
  cahier_liaison: 'Carnet de liaison et sondages',
  courrier_electronique: 'Messagerie',
  messagerie_instantanee: 'Messagerie instantanée',
  visioconference: 'Visioconférence',
  stockage_partage: 'Documents',
  production_collaborative: 'Journal de la classe',
  documentation_cdi: 'Documentation',
  parcours_pedagogique: 'Parcours',
  service_collectivite: 'Services de la commune',
  services_vie_scolaire: 'Vie scolaire',
  gestion_temps: 'Agenda et rendez-vous',
  absences: 'Appel et absences',
  gestion_competences: 'Compétences',
  ordinateur: 'Ordinateurs',
  tablette: 'Tablettes',
  smartphone: 'Téléphones',
  autreappareil: 'Autres appareils',
});
