import { language, plural, texts } from '#kernel/texts';
import type { Motive } from './tables.ts';

type Half = 'matin' | 'apres-midi';
type When = 'aujourdhui' | 'demain' | 'retard' | 'periode';
type State = 'present' | 'absent' | 'late';
const halfWord = (half: Half): string => (half === 'matin' ? 'matin' : 'après-midi');
const monthWord = (month: string): string =>
  new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));

export const t = texts('attendance', {
  label: 'L’appel',
  printsSchool: 'Qui est là : toute l’école, une page par classe',
  printsClass: 'Qui est là : la classe',
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
  saidBy: ({ state, arrived, who, at, touched }: { state: State; arrived: string | null; who: string; at: string; touched: boolean }) => {
    const word = { present: 'présent', absent: 'absent', late: arrived ? `en retard (${arrived})` : 'en retard' }[state];
    return touched ? `${word} à ${at} d’après ${who}` : `laissé ${word} par ${who}`;
  },
  lastWins: 'Ce qui a été touché en dernier est retenu. Vérifiez la ligne, corrigez-la si besoin.',
  seen: 'C’est vu',
  seenSaid: 'C’est noté.',
  noPupils: 'Cette classe n’a pas encore d’élèves.',
  noClassYet: 'Aucune classe ne vous est confiée pour l’instant.',
  noClassThen: 'Il n’y a pas classe cette demi-journée.',
  noClassToday: 'Il n’y a pas classe aujourd’hui.',
  notYet: 'Cette demi-journée n’est pas encore arrivée.',
  lastYear: 'Cette demi-journée est d’une année scolaire passée : elle ne s’appelle plus.',
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
  offlineTitle: 'L’appel sans réseau',
  offlineLead: 'Cet appareil est à l’école : il garde l’appel, chiffré, un jour au plus, et l’envoie quand le réseau revient.',
  offlineNothing:
    'Aucune classe n’est gardée sur cet appareil. Ouvrez une fois l’appel avec le réseau, sur un appareil déclaré de l’école.',
  noNetwork: 'Pas de réseau. Restez sur cette page et recommencez dans un instant : rien n’est perdu.',
  keptHere: 'Pas de réseau : l’appel est gardé sur cet appareil. Il partira tout seul dès que le réseau reviendra.',
  callOnDevice: 'Faire l’appel',
  devicesLink: 'Les appareils de l’école',
  devicesOf: ({ name }: { name: string }) => `Les appareils, ${name}`,
  devicesLead: 'Sur un appareil de l’école, l’appel se fait même sans réseau. N’y déclarez jamais un appareil personnel.',
  devices: 'Les appareils de l’école',
  noDevice: 'Aucun appareil n’est encore déclaré.',
  device: 'Appareil',
  declaredBy: 'Déclaré par',
  removeDevice: 'Retirer',
  removeDeviceSure: ({ name }: { name: string }) => `« ${name} » oubliera ce qu’il garde la prochaine fois qu’il aura le réseau.`,
  removeDeviceYes: 'Oui, retirer cet appareil',
  deviceRemoved: 'L’appareil n’est plus celui de l’école.',
  declareDevice: 'Déclarer cet appareil',
  declareDeviceHint:
    'Celui sur lequel vous lisez cette page. Il gardera le nom des élèves des classes que vous y appelez, chiffré, vingt-quatre heures au plus.',
  deviceName: 'Son nom',
  deviceNameHint: '« Tablette bleue », par exemple',
  giveDeviceName: 'Donnez un nom à cet appareil.',
  needsScript: 'Cet appareil ne peut rien garder : son navigateur est trop ancien, ou le JavaScript y est coupé.',
  deviceDeclared: 'Cet appareil est déclaré. Ouvrez-y l’appel une fois avec le réseau.',
  purposeDevice: 'Savoir qui a déclaré un appareil de l’école.',
  keepDevice: 'Tant que l’appareil est à l’école',
  familyTitle: 'Prévenir l’école',
  familyLead: 'Une absence ou un retard, en trois gestes. L’enseignant le voit avant de faire l’appel.',
  absentToday: 'Absence aujourd’hui',
  absentOn: ({ day }: { day: string }) => `Absence ${day}`,
  lateToday: 'Retard aujourd’hui',
  severalDays: 'Plusieurs jours',
  toldOnly: 'L’école vous tient au courant. La direction de l’école vous dira pourquoi les annonces se font par l’autre responsable.',
  announcedTitle: 'Déjà annoncé',
  announcedLine: ({
    kind,
    from,
    to,
    several,
    half,
  }: {
    kind: 'absence' | 'lateness';
    from: string;
    to: string;
    several: boolean;
    half: Half | null;
  }) => {
    const what = kind === 'absence' ? 'Absence' : 'Retard';
    if (several) return `${what} du ${from} au ${to}.`;
    return half ? `${what} ${from}, ${halfWord(half)}.` : `${what} ${from}.`;
  },
  withMotive: ({ motive }: { motive: string }) => `Vous avez indiqué : ${motive}.`,
  withdraw: 'Ce n’est plus vrai',
  withdrawSure: ({ child }: { child: string }) => `L’école attendra de nouveau ${child}.`,
  withdrawYes: 'Oui, retirer cette annonce',
  withdrawn: 'C’est retiré. L’école n’en tient plus compte.',
  absencesTitle: 'Absences depuis un mois',
  giveMotive: 'Donner le motif',
  motiveGiven: 'Motif donné',
  motiveMissing: 'Motif à donner',
  withoutMotive: 'Sans motif légitime',
  justified: 'Justifiée',
  unjustified: 'Non justifiée',
  declareTitle: ({ child, when, day }: { child: string; when: When; day: string }) =>
    ({
      aujourdhui: `${child} ne viendra pas aujourd’hui`,
      demain: `${child} ne viendra pas ${day}`,
      retard: `${child} arrivera en retard aujourd’hui`,
      periode: `${child} ne viendra pas pendant plusieurs jours`,
    })[when],
  from: 'Premier jour d’absence',
  to: 'Dernier jour d’absence',
  howLong: 'Combien de temps ?',
  wholeDay: 'Toute la journée',
  thatHalfDay: 'Cette demi-journée',
  why: 'Pourquoi ? Touchez le motif : l’école est prévenue aussitôt.',
  motiveName: ({ motive }: { motive: Motive }) =>
    ({
      illness: 'Enfant malade',
      contagion: 'Maladie contagieuse dans la famille',
      'family-gathering': 'Réunion solennelle de famille',
      transport: 'Transport empêché',
      'following-family': 'L’enfant suit ses parents, absents quelque temps',
      other: 'Un autre motif, que l’école appréciera',
    })[motive],
  whoReadsMotive: 'Le motif est lu par l’enseignant et la direction de l’école. Il n’est pas montré à l’autre parent.',
  chooseMotive: 'Choisissez un motif.',
  giveLastDay: 'Indiquez le dernier jour d’absence.',
  notBeforeToday: 'Une absence s’annonce à partir d’aujourd’hui. Pour un jour passé, donnez le motif depuis la liste des absences.',
  lastAfterFirst: 'Le dernier jour vient après le premier.',
  tooLong: 'Une absence s’annonce pour trois mois au plus, et un an à l’avance au plus. Au-delà, parlez-en avec l’école.',
  schoolTold: 'C’est dit à l’école, merci.',
  notInClass: ({ child }: { child: string }) => `${child} n’est pas en classe`,
  hereAfterAll: ({ child }: { child: string }) => `L’appel a été corrigé : ${child} est en classe.`,
  alreadyAnswered: 'L’école a déjà reçu un motif. Vous pouvez donner le vôtre.',
  callIfUnexpected: 'Vous pensiez votre enfant à l’école ? Téléphonez tout de suite à l’école.',
  tellAbsent: ({ child, day, half }: { child: string; day: string; half: Half }) =>
    `${child} n’est pas en classe (${day}, ${halfWord(half)})`,
  sayWhyAbsent: ({ day, half }: { day: string; half: Half }) => `Dire pourquoi, ${day}, ${halfWord(half)}`,
  say: 'Dire pourquoi',
  absencesOf: ({ month }: { month: string }) => `Les absences de ${monthWord(month)}`,
  absencesLink: 'Les absences du mois',
  fourOrMore: 'Quatre demi-journées ou plus',
  fourOrMoreLaw:
    'Quatre demi-journées dans le mois sans motif légitime ni excuse valable : le directeur ou la directrice réunit la famille, puis saisit au besoin l’autorité de l’État (code de l’éducation, L131-8 et R131-7).',
  otherAbsences: 'Les autres absences',
  nobodyOver: 'Personne n’en est là ce mois-ci.',
  nobodyAbsent: 'Aucune absence ce mois-ci.',
  unjustifiedOf: ({ name, count }: { name: string; count: number }) =>
    plural(count, { one: `${name}, ${count} demi-journée non justifiée`, other: `${name}, ${count} demi-journées non justifiées` }),
  unjustifiedCount: ({ count }: { count: number }) =>
    plural(count, { one: `${count} demi-journée non justifiée`, other: `${count} demi-journées non justifiées` }),
  justify: 'Justifier',
  unjustify: 'Ne plus justifier',
  decide: ({ name, when, justified }: { name: string; when: string; justified: boolean }) =>
    justified ? `Justifier l’absence de ${name}, ${when}` : `Ne plus justifier l’absence de ${name}, ${when}`,
  nowJustified: 'L’absence est justifiée.',
  nowUnjustified: 'L’absence n’est pas justifiée.',
  printFile: ({ name }: { name: string }) => `Imprimer la fiche de ${name}`,
  fileName: ({ name, month }: { name: string; month: string }) => `Absences, ${name}, ${monthWord(month)}`,
  fileTitle: ({ month }: { month: string }) => `Absences de ${monthWord(month)}`,
  fileLead: ({ school, name, day }: { school: string; name: string; day: string }) => `${school}, ${name}. Fiche imprimée le ${day}.`,
  halfDayHead: 'Demi-journée',
  familySaid: 'Motif donné par la famille',
  decision: 'Décision de l’école',
  familyMet: 'Rencontre avec la famille',
  decidedTogether: 'Ce qui a été convenu',
  purposeDeclared: 'Recevoir le motif d’une absence (code de l’éducation, L131-8).',
  purposeJudged: 'Dire si une absence est justifiée.',
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
