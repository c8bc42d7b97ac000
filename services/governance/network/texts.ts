import { plural, texts } from '#kernel/texts';
import { fineSeconds, photos, photosAllowed, type Verdict } from './reckon.ts';
import type { Staff } from './tables.ts';

const number = new Intl.NumberFormat('fr', { maximumFractionDigits: 1 });
const secondsSaid = (seconds: number): string =>
  seconds > 600
    ? 'plus de 10 minutes'
    : seconds >= 120
      ? `${Math.round(seconds / 60)} minutes`
      : seconds < 1
        ? 'moins d’une seconde'
        : `${number.format(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`;
const lineSaid = (kbps: number): string =>
  kbps < 1000 ? `${number.format(kbps)} kb/s` : `${number.format(Math.round(kbps / 100) / 10)} Mb/s`;

export const t = texts('network', {
  label: 'La ligne internet',
  tileSentence: 'Mesurer la ligne de l’école, et savoir si elle suffit',
  lead: 'Mesurer la ligne de l’école, et savoir si elle suffit à une classe entière.',
  leadTown: 'Ce que font les lignes de vos écoles, mesurées depuis les écoles, et ce qui est préconisé cette année.',
  mySchools: 'Mes écoles',
  towns: 'Communes',
  noTown: 'Aucune commune n’a d’école dans votre périmètre.',
  search: 'Commune',
  nothingFound: 'Aucune commune ne répond à cette recherche.',
  schoolsCount: ({ count, measured }: { count: number; measured: number }) =>
    plural(count, { one: `${count} école, ${measured} mesurée`, other: `${count} écoles, ${measured} mesurées` }),
  measure: 'Mesurer la ligne',
  measureLead:
    'Faites-le sur une tablette de la classe, là où elle sert. Cela prend quelques secondes et télécharge au plus 5 Mo depuis le serveur de l’ENT, de personne d’autre.',
  needsScript: 'La mesure se fait dans le navigateur : elle demande que JavaScript soit activé. Il n’y a rien à saisir.',
  start: 'Lancer la mesure',
  running: 'Mesure en cours… Laissez cette page ouverte.',
  failed: 'La ligne a coupé pendant la mesure. Réessayez dans une minute.',
  kept: 'La mesure est gardée.',
  keptTold: 'La mesure est gardée. La commune est prévenue que la ligne est lente.',
  absurd: 'Cette mesure n’est pas possible. Relancez-la depuis la page de l’école.',
  tooSoon: 'Une mesure vient d’être gardée. Attendez une minute avant la suivante.',
  tooMany: 'Trop de mesures aujourd’hui pour cette école. Reprenez demain.',
  said: ({ tablets, seconds }: { tablets: number; seconds: number }) =>
    plural(tablets, { one: `${tablets} tablette : ${secondsSaid(seconds)}`, other: `${tablets} tablettes : ${secondsSaid(seconds)}` }),
  saidLead: ({ day, line, latency }: { day: string; line: string; latency: number }) =>
    `Pour ouvrir ensemble une page ordinaire de 90 Kio. Dernière mesure, ${day} : ${line}, réponse en ${latency} ms.`,
  saidPhotos: ({ seconds }: { seconds: number }) => `Avec ${photos} photos dans la page : ${secondsSaid(seconds)}.`,
  line: ({ kbps }: { kbps: number }) => lineSaid(kbps),
  mbps: ({ mbps }: { mbps: number }) => `${number.format(mbps)} Mb/s`,
  latency: ({ ms }: { ms: number }) => `${ms} ms`,
  tablets: 'Combien de tablettes ensemble ?',
  reckon: 'Calculer',
  verdictText: ({ verdict }: { verdict: Verdict }) =>
    ({ fine: 'La ligne suffit', tight: 'C’est juste', slow: 'La ligne est lente' })[verdict],
  advice: 'Que faire ?',
  adviceFine: 'Rien : une classe entière peut travailler ensemble.',
  adviceSlow: [
    'Mesurez encore à un autre moment, et plus près de la borne wifi : si c’est bien mieux, c’est le wifi qu’il faut revoir.',
    'Faites ouvrir les pages par petits groupes, cinq tablettes à la fois.',
    'Laissez les photos et les vidéos pour la fin de la séance.',
    'Vérifiez qu’aucun ordinateur de l’école ne se met à jour pendant la classe.',
    'Écrivez à la commune depuis « Assistance » : la ligne est de son ressort, et elle voit cette mesure.',
  ].join('|'),
  history: 'Mesures',
  noMeasure: 'La ligne de cette école n’a encore jamais été mesurée.',
  median: 'Médiane',
  worst: 'La pire',
  overDays: ({ days, count }: { days: number; count: number }) =>
    plural(count, { one: `${count} mesure en ${days} jours`, other: `${count} mesures en ${days} jours` }),
  day: 'Jour',
  speed: 'Débit',
  answerTime: 'Réponse',
  byWhom: 'Mesurée par',
  byText: ({ by }: { by: Staff }) =>
    ({ teacher: 'un·e enseignant·e', director: 'la direction', assistant: 'un·e AESH', atsem: 'un·e ATSEM' })[by],
  classTime: '25 tablettes',
  result: 'Résultat',
  seconds: ({ seconds }: { seconds: number }) => secondsSaid(seconds),
  school: 'École',
  pupils: 'Élèves',
  atOnce: 'Ensemble',
  recommended: 'Ligne préconisée',
  recommendation: ({ year }: { year: string }) => `Préconisation ${year}`,
  forSchool: ({ pupils, atOnce, line }: { pupils: number; atOnce: number; line: string }) =>
    `Pour ${plural(pupils, { one: `${pupils} élève`, other: `${pupils} élèves` })}, ${atOnce} ensemble : une ligne de ${line}.`,
  noPupil: 'L’annuaire n’a pas encore donné les élèves de l’école : rien n’est préconisé.',
  formulaTitle: 'Comment c’est calculé',
  formula: ({ percent }: { percent: number }) =>
    [
      'Convention, article 3.2 : la ligne est dimensionnée selon le nombre d’élèves amenés à se connecter simultanément ; les préconisations sont données pour chaque année scolaire.',
      `Ensemble : ${percent} % des élèves de l’école, et au moins une classe de 25.`,
      `Débit : élèves ensemble × 90 Kio en ${fineSeconds} secondes, ou élèves ensemble × ${photos} photos de 150 ko en ${photosAllowed} secondes ; le plus grand des deux, arrondi à la ligne du commerce au-dessus (4, 8, 20, 50, 100, 200, 500 Mb/s, 1 Gb/s).`,
      'Temps d’une page : quatre allers-retours (la réponse), puis tablettes × taille ÷ débit.',
    ].join('|'),
  under: 'En dessous',
  meets: 'Suffit',
  unmeasured: 'Pas mesurée',
  norms: 'Préconisations de l’année',
  normsLead:
    'La part des élèves qui se connectent ensemble, donnée pour chaque année scolaire. Toutes les lignes préconisées en dépendent.',
  year: 'Année scolaire',
  percent: 'Part des élèves connectés ensemble, en %',
  percentText: ({ percent }: { percent: number }) => `${percent} %`,
  givePercent: 'Donnez un nombre entier de 5 à 100.',
  chooseYear: 'Choisissez une année de la liste.',
  keep: 'Enregistrer',
  normKept: 'La préconisation est enregistrée.',
  tellSlow: ({ school }: { school: string }) => `Une ligne est lente : ${school}`,
  forgotten: 'Mesures des lignes des écoles',
});
