import { plural, texts } from '#kernel/texts';

type Half = 'matin' | 'apres-midi';
type State = 'present' | 'absent' | 'late';
const halfWord = (half: Half): string => (half === 'matin' ? 'matin' : 'après-midi');

export const t = texts('attendance', {
  label: 'L’appel',
  tileSentence: 'Présents, absents, en retard',
  rollOf: ({ name }: { name: string }) => `L’appel, ${name}`,
  ofSchool: ({ name }: { name: string }) => `L’appel, ${name}`,
  myChildren: 'Prévenir d’une absence',
  halfDay: ({ day, half }: { day: string; half: Half }) => `${day}, ${halfWord(half)}`,
  halfName: ({ half }: { half: Half }) => (half === 'matin' ? 'Le matin' : 'L’après-midi'),
  howTo: 'Tout le monde est présent au départ : ne touchez que ceux qui manquent.',
  present: 'Présent',
  absent: 'Absent',
  late: 'En retard',
  arrivedAt: 'Arrivée à',
  arrivedAtOf: ({ name }: { name: string }) => `Heure d’arrivée, ${name}`,
  announced: 'Absence annoncée',
  announcedLate: 'Retard annoncé',
  send: 'Envoyer l’appel',
  sendAgain: 'Corriger l’appel',
  called: 'L’appel est fait.',
  count: ({ absent, late, all }: { absent: number; late: number; all: number }) =>
    `Présents : ${all - absent - late}. Absents : ${absent}. En retard : ${late}.`,
  /** Filled on the device. */
  countOnDevice: 'Présents : {present}. Absents : {absent}. En retard : {late}.',
  calledBy: ({ who, at, count }: { who: string; at: string; count: number }) =>
    count > 1 ? `Appel fait, corrigé en dernier à ${at} par ${who}.` : `Appel fait à ${at} par ${who}.`,
  calledShort: ({ who, at }: { who: string; at: string }) => (who ? `À ${at}, ${who}` : `À ${at}`),
  notCalled: 'Pas encore',
  classesCalled: ({ called, all }: { called: number; all: number }) =>
    called === all
      ? 'Toutes les classes ont fait l’appel.'
      : plural(all - called, {
          one: `${all - called} classe n’a pas encore fait l’appel.`,
          other: `${all - called} classes n’ont pas encore fait l’appel.`,
        }),
  classes: 'Les classes',
  class: 'Classe',
  rollCall: 'Appel',
  absents: 'Absents',
  lates: 'Retards',
  pupils: 'Élèves',
  differencesTitle: ({ count }: { count: number }) =>
    plural(count, { one: 'Deux appels diffèrent pour un enfant', other: `Deux appels diffèrent pour ${count} enfants` }),
  differs: ({ name, said }: { name: string; said: string[] }) => `${name} : ${said.join(' ; ')}.`,
  saidBy: ({ state, arrived, who, at }: { state: State; arrived: string | null; who: string; at: string }) => {
    const word = { present: 'présent', absent: 'absent', late: arrived ? `en retard (${arrived})` : 'en retard' }[state];
    return `${word} à ${at} d’après ${who}`;
  },
  lastWins: 'Ce qui a été touché en dernier est retenu. Vérifiez la ligne, corrigez-la si besoin.',
  seen: 'C’est vu',
  seenSaid: 'C’est noté.',
  noPupils: 'Cette classe n’a pas encore d’élèves.',
  noClassYet: 'Aucune classe ne vous est confiée pour l’instant.',
  noClassThen: 'Il n’y a pas classe cette demi-journée.',
  noClassToday: 'Il n’y a pas classe aujourd’hui.',
  notYet: 'Cette demi-journée n’est pas encore arrivée.',
  nobodyCalled: 'Cet appel ne dit rien de la classe : rechargez la page, puis recommencez.',
  backHome: 'Revenir à l’accueil',
  printPresent: 'Qui est là ? (papier)',
  presentFile: ({ name }: { name: string }) => `Qui est là, ${name}`,
  presentTitle: 'Qui est là',
  printedAt: ({ day, at }: { day: string; at: string }) => `imprimé le ${day} à ${at}`,
  calledAt: ({ half, at }: { half: Half; at: string }) =>
    half === 'matin' ? `Appel du matin, fait à ${at}` : `Appel de l’après-midi, fait à ${at}`,
  notCalledPaper: 'L’appel n’a pas encore été fait.',
  hereOf: ({ here, all }: { here: number; all: number }) => `${here} sur ${all}`,
  enrolled: ({ count }: { count: number }) => plural(count, { one: `${count} inscrit`, other: `${count} inscrits` }),
  arrivedLate: ({ at }: { at: string }) => `arrivée à ${at}`,
  headcount: 'Cochez chaque enfant que vous voyez, puis écrivez combien ils sont.',
  countedInYard: 'Comptés :',
  purposeTaken: 'Savoir qui a fait l’appel.',
  purposeMark: 'Faire l’appel (code de l’éducation, R131-5).',
  purposeDifference: 'Montrer que deux appels diffèrent pour un enfant.',
  keepYear: 'L’année scolaire (R131-6)',
});
