import { language, plural, texts } from '#kernel/texts';
import type { StatusKind } from '#kernel/ui';
import { claimTexts, conventionsOf, schoolsOf } from './claim-texts.ts';
import type { About } from './deadlines.ts';
import { stepWords } from './step-texts.ts';
import type { Kind, Payment, State, StepKind } from './tables.ts';

const dayWords = (day: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`)).replace(/^1 /, '1er ');

export const stateLook: Record<State, StatusKind> = {
  draft: 'new',
  sent: 'waiting',
  deliberated: 'waiting',
  signed: 'waiting',
  'in-force': 'done',
  noticed: 'late',
  conciliated: 'late',
  warned: 'late',
  terminated: 'refused',
  ended: 'missing',
  dropped: 'refused',
};

export const paymentLook: Record<Payment, StatusKind> = {
  none: 'missing',
  'to-issue': 'new',
  issued: 'waiting',
  contested: 'late',
  paid: 'done',
  cancelled: 'refused',
  'written-off': 'missing',
};

export const t = texts('conventions', {
  label: 'Conventions',
  tileSentence: 'Avec chaque collectivité, année par année',
  lead: 'Une convention par collectivité et par année scolaire : ses écoles, sa participation, où elle en est.',
  leadReader: 'Les conventions ENT-École de votre collectivité ou de votre école.',
  titleOf: ({ name, year }: { name: string; year: string }) => `Convention ${year}, ${name}`,
  show: 'Afficher',
  searchConvention: 'Collectivité, SIRET, école ou UAI',
  everyYear: 'Toutes les années',
  everyState: 'Tous les états',
  everywhere: 'Partout',
  nothingYet: ({ writes }: { writes: boolean }) =>
    writes
      ? 'Aucune convention pour l’instant. Écrivez la première : les écoles de la commune y sont inscrites d’elles-mêmes.'
      : 'Aucune convention ne vous a encore été envoyée.',
  nothingFound: 'Aucune convention ne répond à cette recherche.',
  totals: ({ conventions, schools, total }: { conventions: number; schools: number; total: string }) =>
    `${conventionsOf(conventions)}, ${schoolsOf(schools)}, ${total}`,
  totalsBare: ({ conventions, schools }: { conventions: number; schools: number }) =>
    `${conventionsOf(conventions)}, ${schoolsOf(schools)}`,
  firstRows: ({ shown, count }: { shown: number; count: number }) =>
    `Les ${shown} premières sur ${count} sont montrées ; les totaux et les documents les comptent toutes.`,

  schoolYear: 'Année scolaire',
  territory: 'Département ou académie',
  state: 'État',
  stateText: ({ state }: { state: State }) =>
    ({
      draft: 'Brouillon',
      sent: 'Envoyée',
      deliberated: 'Délibérée',
      signed: 'Signée par la collectivité',
      'in-force': 'En vigueur',
      noticed: 'Mise en demeure',
      conciliated: 'Conciliation sans accord',
      warned: 'Résiliation annoncée',
      terminated: 'Résiliée',
      ended: 'Échue',
      dropped: 'Sans suite',
    })[state],
  payment: 'Titre de perception',
  paymentLabel: 'Titre de perception :',
  paymentText: ({ payment }: { payment: Payment }) =>
    ({
      none: 'Pas encore dû',
      'to-issue': 'À émettre',
      issued: 'Émis',
      contested: 'Contesté',
      paid: 'Payé',
      cancelled: 'Annulé',
      'written-off': 'Admis en non-valeur',
    })[payment],

  newDraft: 'Nouvelle convention',
  newDraftLead: 'Avec une commune, un EPCI ou un syndicat. Jamais avec un RPI : chaque commune d’un regroupement signe la sienne.',
  chooseCollectivity: 'Choisir la collectivité',
  searchTown: 'Chercher une commune',
  noTown: ({ q }: { q: string }) => (q ? `Aucune commune ne répond à « ${q} ».` : 'Aucune commune dans votre périmètre.'),
  otherCollectivity: 'Un EPCI, un syndicat, une autre commune',
  collectivity: 'Collectivité',
  kind: 'C’est',
  kindHint: 'Celle qui a la charge des écoles et paie la participation.',
  kindText: ({ kind }: { kind: Kind }) =>
    ({ commune: 'Une commune', epci: 'Un EPCI (communauté, métropole)', syndicat: 'Un syndicat' })[kind],
  chooseKind: 'Dites s’il s’agit d’une commune, d’un EPCI ou d’un syndicat.',
  name: 'Nom',
  nameHint: 'Comme sur la convention : « COMMUNE DE … ».',
  giveName: 'Donnez le nom de la collectivité.',
  siret: 'SIRET',
  siretHint: '14 chiffres ; les espaces sont permis.',
  giveSiret: 'Donnez le SIRET.',
  wrongSiret: 'Ce SIRET n’est pas juste : vérifiez ses 14 chiffres.',
  oddSiret: 'Ce SIRET ne ressemble pas à celui de cette commune. C’est possible (commune nouvelle, budget annexe) : vérifiez-le.',
  insee: 'Code INSEE de la commune',
  inseeHint: 'Cinq caractères, comme 31282. Ce n’est pas le code postal. Vide pour un EPCI ou un syndicat.',
  wrongInsee: 'Donnez le code INSEE de la commune : cinq caractères, comme 31282.',
  address: 'Adresse',
  giveAddress: 'Donnez l’adresse.',
  postalCode: 'Code postal',
  givePostalCode: 'Donnez un code postal de cinq chiffres.',
  city: 'Ville',
  giveCity: 'Donnez la ville.',
  signatory: 'Signataire',
  signatoryHint: 'Nécessaire pour l’envoi ; peut attendre tant que c’est un brouillon.',
  quality: 'Qualité du signataire',
  qualityHint: 'MAIRE, PRÉSIDENT…',
  giveQuality: 'Donnez la qualité du signataire.',
  chorus: 'Chorus Pro',
  serviceCode: 'Code service (Chorus Pro)',
  chorusHint: 'Si la collectivité le demande.',
  commitment: 'Numéro d’engagement (Chorus Pro)',
  authoritySide: 'Académie',
  authority: 'Partie signataire',
  giveAuthority: 'Donnez le nom de la région académique.',
  authoritySignatory: 'Signataire de l’académie',
  madeIn: 'Fait à',
  usualAuthority: 'LA RÉGION ACADÉMIQUE OCCITANIE',
  usualAuthorityAddress: '31, rue de l’Université, 34064 Montpellier Cedex 2',
  usualAuthorityQuality: 'Recteur de l’académie de Toulouse, par délégation de la rectrice de la région académique Occitanie',
  usualMadeIn: 'Toulouse',
  townCalled: ({ name }: { name: string }) => `COMMUNE DE ${name.toUpperCase()}`,
  mayor: 'MAIRE',
  president: 'PRÉSIDENT',
  create: 'Créer le brouillon',
  save: 'Enregistrer',
  saved: 'C’est enregistré.',
  drafted: ({ count }: { count: number }) =>
    count === 0 ? 'Le brouillon est créé. Inscrivez maintenant ses écoles.' : `Le brouillon est créé, avec ${schoolsOf(count)}.`,
  chooseYear: 'Choisissez l’année scolaire en cours, ou la suivante.',
  chooseTerritory: 'Choisissez un département ou une académie.',
  alreadyThisYear: ({ year }: { year: string }) => `Cette collectivité a déjà sa convention pour ${year} : une seule par année.`,
  alreadySent: 'Cette convention est partie : elle ne change plus.',
  editDraft: 'Modifier le brouillon',
  delete: 'Supprimer le brouillon',
  deleteSure: 'Personne ne l’a reçu : il disparaîtra.',
  deleteYes: 'Oui, supprimer',
  deleted: 'Le brouillon est supprimé.',

  schools: 'Écoles',
  schoolsLead: 'Celles dont la collectivité a la charge. Une école inscrite est une école comptée, quelle que soit la date.',
  schoolsHint: 'Enregistrez avant d’en chercher d’autres.',
  searchSchool: 'Chercher une école : nom, commune ou UAI',
  noSchoolToList: ({ q }: { q: string }) =>
    q ? `Aucune école libre ne répond à « ${q} ».` : 'Cherchez les écoles par leur commune, leur nom ou leur UAI.',
  chooseSchools: 'Choisissez des écoles de la liste.',
  schoolElsewhere: 'Une de ces écoles vient d’être inscrite dans une autre convention, ou n’est pas de votre périmètre.',
  listed: ({ count }: { count: number }) =>
    plural(count, { one: `${schoolsOf(count)} inscrite.`, other: `${schoolsOf(count)} inscrites.` }),
  editSchools: 'Choisir les écoles',

  terms: 'Ses termes',
  signs: ({ name, quality }: { name: string; quality: string }) => `${name}, ${quality}`,
  notYetKnown: 'Pas encore connu',
  termLabel: 'Se termine le',
  participation: 'Participation',
  sum: ({ count, unit, total }: { count: number; unit: string; total: string }) => `${count} × ${unit} TTC = ${total} TTC`,
  claimed: 'Réclamé',
  schoolsCount: ({ count }: { count: number }) =>
    plural(count, { one: `${schoolsOf(count)} inscrite`, other: `${schoolsOf(count)} inscrites` }),
  noSchoolYet: 'Aucune école n’est inscrite.',
  noSignatory: 'Il manque le signataire de la collectivité, ou sa qualité : complétez le brouillon.',
  noAuthoritySignatory: 'Il manque le signataire de l’académie : complétez le brouillon.',
  seeDraft: 'Voir le projet (PDF)',
  seeDocument: 'La convention (PDF)',
  claim: 'État liquidatif (PDF)',
  recap: 'Récapitulatif de la collectivité (PDF)',
  next: 'La suite',
  nothingNext: 'Rien n’est à faire ici.',
  renewOne: 'Renouveler pour l’année suivante',
  renewOneSure: 'Un brouillon est créé, avec les mêmes écoles.',
  renewOneYes: 'Oui, créer le brouillon',
  renewedOne: 'Le brouillon de l’année suivante est prêt.',
  notYetOpen: ({ year }: { year: string }) => `Il est trop tôt, ou trop tard, pour l’année ${year}.`,

  ifNotRenewed: 'Et si elle n’est pas renouvelée ?',
  afterTermination: 'Après la résiliation',
  isRenewed: 'Elle est renouvelée : ces dates ne s’appliquent pas tant que la suivante suit son cours.',
  dayFrom: ({ day }: { day: string }) => `À partir du ${dayWords(day)}`,
  dayUntil: ({ day }: { day: string }) => `Jusqu’au ${dayWords(day)}`,
  dayIn: ({ day }: { day: string }) => dayWords(day),
  readOnlyRule: 'Lecture seule : dans les écoles inscrites, tout se lit et rien ne s’écrit plus.',
  exportRule: 'Export : familles et équipes récupèrent leurs documents.',
  closedRule: 'Fermeture : plus personne n’entre dans ces écoles.',
  patienceRule:
    'Une convention suivante déjà envoyée à la collectivité laisse les écoles ouvertes jusqu’au 31 décembre, le temps que le conseil délibère et que chacun signe.',

  deadlines: 'Dates à venir',
  deadlineText: ({ about, day }: { about: About; day: string }) =>
    ({
      conciliation: `Conciliation à organiser au plus tard le ${dayWords(day)}.`,
      agreement: `Accord possible jusqu’au ${dayWords(day)} ; ensuite la convention est résiliée de plein droit.`,
      court: `Sans accord, le tribunal administratif de Montpellier peut être saisi à partir du ${dayWords(day)}.`,
      term: `Fin de la convention le ${dayWords(day)} : à renouveler avant.`,
      'read-only': `Lecture seule depuis le ${dayWords(day)}.`,
      closing: `Fermeture le ${dayWords(day)}.`,
    })[about],
  exitRule: ({ state }: { state: State }) =>
    state === 'terminated'
      ? 'La convention est résiliée. Les sommes perçues ne sont pas remboursées (article 11).'
      : 'Résiliation (article 11) : mise en demeure, conciliation dans le mois, seconde lettre, puis quinze jours. Un accord peut y mettre fin à tout moment.',

  history: 'Histoire',
  noHistory: 'Rien encore : c’est un brouillon.',
  when: 'Date',
  what: 'Étape',
  details: 'Précisions',
  who: 'Noté par',
  byCalendar: 'Le calendrier',
  numberText: ({ number }: { number: string }) => `n° ${number}`,
  transmittedText: ({ day }: { day: string }) => `transmise en préfecture le ${dayWords(day)}`,
  publishedText: ({ day }: { day: string }) => `publiée le ${dayWords(day)}`,
  reducedTo: ({ amount }: { amount: string }) => `Montant ramené à ${amount}`,
  partyText: ({ party }: { party: 'authority' | 'collectivity' }) => (party === 'authority' ? 'L’académie' : 'La collectivité'),
  ...stepWords,

  ...claimTexts,

  renewal: 'Renouveler',
  renewalLead: 'Tout un département d’un coup. Lisez d’abord ce qui sera créé : ce sont des brouillons, et l’on peut revenir en arrière.',
  yearToWrite: 'Pour l’année',
  seeFirst: 'Voir',
  nothingToRenew: ({ year }: { year: string }) => `Rien à renouveler pour ${year} : chaque convention de l’année précédente a la sienne.`,
  renewalSum: ({ count, schools, total }: { count: number; schools: number; total: string }) =>
    `${plural(count, { one: `${count} brouillon sera créé`, other: `${count} brouillons seront créés` })} : ${schoolsOf(schools)}, ${total}.`,
  sameForAll: 'Le même pour toutes ces conventions. Vide : celui de l’an passé.',
  renewAll: ({ count }: { count: number }) => plural(count, { one: 'Créer ce brouillon', other: `Créer ces ${count} brouillons` }),
  toCheck: 'À vérifier',
  leftOut: ({ label }: { label: string }) => `Retirée, fermée ou inscrite ailleurs : ${label}`,
  unlisted: ({ label }: { label: string }) => `Non inscrite : ${label}`,
  planChanged: 'La liste vient de changer. Relisez-la, puis recommencez.',
  renewedAll: ({ count }: { count: number }) => plural(count, { one: 'Un brouillon est créé.', other: `${count} brouillons sont créés.` }),
  renewedTitle: ({ place, year }: { place: string; year: string }) => `Renouvellement ${year}, ${place}`,
  madeBy: ({ by }: { by: string | null }) => (by ? `Par ${by},` : 'Fait'),
  renewedSum: ({ count, drafts, total }: { count: number; drafts: number; total: string }) =>
    `${conventionsOf(count)}, ${total}. ${plural(drafts, { one: `${drafts} est encore un brouillon.`, other: `${drafts} sont encore des brouillons.` })}`,
  conventionsMade: 'Conventions créées',
  noDraftLeft: 'Ces brouillons ont été supprimés.',
  sendAll: ({ count }: { count: number }) => plural(count, { one: 'Envoyer ce brouillon', other: `Envoyer ces ${count} brouillons` }),
  sendAllSure:
    'Chaque collectivité reçoit sa convention, datée d’aujourd’hui. Les brouillons auxquels il manque un signataire ou une école restent des brouillons.',
  sendAllYes: 'Oui, envoyer',
  sendingAll: 'Les conventions partent. Rechargez la page dans un instant pour voir où elles en sont.',
  undo: 'Annuler ce renouvellement',
  undoSure: ({ count }: { count: number }) =>
    `${plural(count, { one: 'Ce brouillon disparaît', other: `Ces ${count} brouillons disparaissent` })} ; ce qui est déjà parti reste.`,
  undoYes: 'Oui, annuler',
  undone: 'Ce renouvellement a été annulé.',
  undoneCount: ({ count }: { count: number }) =>
    plural(count, { one: 'Un brouillon a été supprimé.', other: `${count} brouillons ont été supprimés.` }),
  nothingToUndo: 'Il ne reste aucun brouillon à supprimer.',

  tellStep: ({ name, year, kind }: { name: string; year: string; kind: StepKind }) =>
    `Convention ${year}, ${name} : ${stepWords.stepDone({ kind }).toLowerCase()}`,
  tellDeadline: ({ name, year, about, day }: { name: string; year: string; about: string; day: string }) =>
    `Convention ${year}, ${name} : ${
      (
        {
          conciliation: `conciliation avant le ${day}`,
          agreement: `accord possible jusqu’au ${day}`,
          court: `recours possible depuis le ${day}`,
          term: `fin le ${day}, à renouveler`,
          'read-only': `lecture seule depuis le ${day}`,
          closing: `fermeture le ${day}, récupérez vos documents`,
        } as Record<string, string>
      )[about] ?? day
    }`,
  toDeliberate: ({ year }: { year: string }) => `Convention ENT-École ${year} : à délibérer, puis à signer`,
  read: 'Lire',
  toFollow: ({ name }: { name: string }) => `Convention, ${name} : une date approche`,
  follow: 'Suivre',
  toRenew: ({ count }: { count: number }) =>
    plural(count, { one: 'Une convention à renouveler', other: `${count} conventions à renouveler` }),
  toExport: ({ school }: { school: string }) => `${school} : récupérer les documents avant la fermeture`,

  inventedPaper: 'Document inventé pour la démonstration.',

  purposeActor: 'Savoir qui a noté chaque étape d’une convention.',
  purposeAuthor: 'Savoir qui a préparé une convention, ou un renouvellement.',
});
