import { language, plural, texts } from '#kernel/texts';

type Half = 'matin' | 'apres-midi';
type State = 'present' | 'absent' | 'late';
const halfWord = (half: Half): string => (half === 'matin' ? 'matin' : 'après-midi');
const monthWord = (month: string): string =>
  new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));

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
  registerOf: ({ name }: { name: string }) => `Le registre d’appel, ${name}`,
  registerLink: 'Le registre d’appel',
  registerLead: 'Chaque appel y est inscrit et scellé : rien ne s’y efface. Chaque mois, vous le clôturez et le gardez dix ans.',
  registerMonths: 'Les mois du registre',
  nothingCalledYet: 'Aucun appel n’a encore été fait cette année.',
  month: 'Mois',
  monthName: ({ month }: { month: string }) => monthWord(month),
  callsMade: 'Appels faits',
  code: 'Code de vérification',
  document: 'Document',
  toClose: 'À clôturer',
  current: 'En cours',
  openDocument: ({ month }: { month: string }) => `Le registre de ${monthWord(month)}`,
  closeMonth: ({ month }: { month: string }) => `Clôturer ${monthWord(month)}`,
  closeSure: ({ month }: { month: string }) =>
    `Le registre de ${monthWord(month)} sera scellé et imprimé. Une correction faite ensuite sera inscrite à la suite, sans rien changer au document.`,
  closeYes: 'Oui, clôturer',
  monthClosed: 'Le mois est clôturé. Imprimez le document, signez-le et rangez-le.',
  monthNotOver: 'Ce mois n’est pas encore fini : il se clôture à partir du premier jour du mois suivant.',
  alreadyClosed: 'Ce mois est déjà clôturé.',
  registerFile: ({ name, month }: { name: string; month: string }) => `Registre d’appel, ${name}, ${monthWord(month)}`,
  registerHeading: ({ month }: { month: string }) => `Registre d’appel, ${monthWord(month)}`,
  schoolLine: ({ name, uai }: { name: string; uai: string }) => `${name}, ${uai}`,
  rate: ({ rate }: { rate: number }) => `présence : ${String(rate).replace('.', ',')} %`,
  registerLegend: '· présent, A absent, R en retard ; m matin, a après-midi ; une case vide : pas d’appel.',
  howToVerify: 'Ce fichier se vérifie octet par octet : preau register verify FICHIER.pdf',
  visa: 'Visa du directeur ou de la directrice',
  absencesShort: 'Abs.',
  latesShort: 'Ret.',
  noRegister: ({ uai }: { uai: string }) => `L’école ${uai} n’a pas de registre ici.`,
  registerValid: ({ uai, lines }: { uai: string; lines: number }) =>
    plural(lines, { one: `VALIDE. École ${uai}, ${lines} ligne.`, other: `VALIDE. École ${uai}, ${lines} lignes.` }),
  registerTampered: ({ uai, line, why }: { uai: string; line: number; why: 'missing' | 'previous' | 'payload' | 'moment' | 'head' }) => {
    const reason = {
      missing: 'elle manque',
      previous: 'elle ne suit pas celle d’avant',
      payload: 'son contenu ou son sceau a été modifié',
      moment: 'son heure a été modifiée',
      head: 'elle n’est plus celle qui avait été scellée',
    }[why];
    return `FALSIFIÉ. École ${uai}, ligne ${line} : ${reason}.`;
  },
  noSuchFile: ({ file }: { file: string }) => `Le fichier ${file} ne se lit pas.`,
  documentTampered: ({ where, line }: { where: 'unsealed' | 'pages' | 'proof' | 'chain' | 'code' | 'names' | 'foreign'; line: number }) => {
    const reason = {
      unsealed: 'le sceau qui termine le fichier manque ou a été modifié',
      pages: 'les pages, ou leur sceau, ont été modifiées ; les lignes du registre qu’il porte sont intactes',
      proof: 'les données qu’il porte ne se lisent plus',
      chain: `la ligne ${line} du registre qu’il porte a été modifiée`,
      code: 'les lignes du registre ne donnent plus le code de vérification',
      names: 'les noms et les cases ne sont plus ceux qui avaient été scellés',
      foreign: 'il n’a pas été scellé par ce serveur, ou son sceau a été modifié',
    }[where];
    return `FALSIFIÉ : ${reason}.`;
  },
  documentUnknown: ({ uai, month, code }: { uai: string; month: string; code: string }) =>
    `FALSIFIÉ : pour l’école ${uai}, ${monthWord(month)} a été clôturé sous le code ${code}.`,
  documentValid: ({ uai, month, lines, code }: { uai: string; month: string; lines: number; code: string }) =>
    `VALIDE. École ${uai}, ${monthWord(month)}, ${lines} lignes, code ${code}.`,
  purposeSalt: 'Nommer un enfant dans le registre d’appel sans écrire son nom.',
  keepSalt: 'Tant que l’enfant est dans l’annuaire ; le registre ne dit ensuite plus rien de lui',
  purposeClosed: 'Savoir qui a clôturé un mois du registre d’appel.',
  keepTenYears: 'Dix ans',
  purposeTaken: 'Savoir qui a fait l’appel.',
  purposeMark: 'Faire l’appel (code de l’éducation, R131-5).',
  purposeDifference: 'Montrer que deux appels diffèrent pour un enfant.',
  keepYear: 'L’année scolaire (R131-6)',
});
