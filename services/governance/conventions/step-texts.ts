import { shortDayText } from '#kernel/ui';
import type { StepKind } from './tables.ts';

type OfStep = { kind: StepKind };

export const stepNames: Record<StepKind, string> = {
  sent: 'Envoyée à la collectivité',
  deliberated: 'Délibération du conseil',
  signed: 'Signée par la collectivité',
  'in-force': 'Entrée en vigueur',
  dropped: 'Sans suite',
  noticed: 'Mise en demeure',
  conciliated: 'Conciliation sans accord',
  warned: 'Résiliation annoncée',
  settled: 'Accord amiable',
  terminated: 'Résiliée de plein droit',
  ended: 'Arrivée à son terme',
  issued: 'Titre de perception émis',
  contested: 'Titre contesté',
  upheld: 'Titre maintenu',
  reduced: 'Titre réduit',
  paid: 'Payée',
  cancelled: 'Titre annulé',
  'written-off': 'Admise en non-valeur',
};

const titles: Record<StepKind, string> = {
  ...stepNames,
  sent: 'Envoyer à la collectivité',
  deliberated: 'Noter la délibération',
  signed: 'Noter la signature de la collectivité',
  'in-force': 'Noter la signature de l’académie',
  dropped: 'Classer sans suite',
  noticed: 'Noter une mise en demeure',
  conciliated: 'Noter une conciliation sans accord',
  warned: 'Noter la lettre de résiliation',
  settled: 'Noter un accord amiable',
  issued: 'Noter le titre émis',
  contested: 'Noter une contestation',
  upheld: 'Noter que le titre est maintenu',
  reduced: 'Noter un titre de réduction',
  paid: 'Noter le paiement',
  cancelled: 'Noter un titre d’annulation',
  'written-off': 'Noter l’admission en non-valeur',
};

const leads: Partial<Record<StepKind, string>> = {
  sent: 'La convention est mise en PDF et ne change plus. Les personnels de la commune la reçoivent ici.',
  'in-force': 'La convention prend effet à la dernière des deux signatures. La participation est due.',
  dropped: 'La collectivité ne signera pas. Ses écoles pourront être inscrites ailleurs.',
  noticed: 'Article 11 : une lettre recommandée avec accusé de réception expose les griefs. La conciliation doit avoir lieu dans le mois.',
  conciliated: 'La conciliation a eu lieu, sans accord.',
  warned: 'Une seconde lettre recommandée précise les motifs. Quinze jours plus tard, la convention est résiliée de plein droit.',
  settled: 'Les deux parties s’entendent : la convention reste en vigueur.',
  contested: 'La réclamation suspend le recouvrement.',
  reduced: 'Le montant réclamé devient plus petit. Ce qui a été payé n’est jamais remboursé (article 11).',
};

const days: Partial<Record<StepKind, string>> = {
  sent: 'Date de la convention',
  deliberated: 'Date de la délibération',
  signed: 'Date de la signature',
  'in-force': 'Date de la signature',
  noticed: 'Date d’envoi de la lettre',
  conciliated: 'Date de la conciliation',
  warned: 'Date d’envoi de la lettre',
  settled: 'Date de l’accord',
  issued: 'Date du titre',
  paid: 'Date du paiement',
};

const documents: Partial<Record<StepKind, string>> = {
  deliberated: 'L’extrait de la délibération, en PDF ou en photo.',
  signed: 'La convention signée par la collectivité.',
  'in-force': 'La convention signée des deux parties.',
  noticed: 'La lettre recommandée.',
  conciliated: 'Le compte rendu de la conciliation.',
  warned: 'La lettre recommandée, avec ses motifs.',
  settled: 'L’accord signé.',
};

/** What is said of each step of a convention. */
export const stepWords = {
  stepDone: ({ kind }: OfStep) => stepNames[kind],
  stepTitle: ({ kind }: OfStep) => titles[kind],
  stepLead: ({ kind }: OfStep) => leads[kind] ?? '',
  stepDay: ({ kind }: OfStep) => days[kind] ?? 'Date',
  stepVerb: ({ kind }: OfStep) => (kind === 'sent' ? 'Envoyer' : kind === 'dropped' ? 'Classer sans suite' : 'Noter'),
  stepTaken: ({ kind }: OfStep) => `C’est noté : ${stepNames[kind].toLowerCase()}.`,
  notNow: 'Cette étape n’est pas possible maintenant : quelqu’un en a peut-être noté une autre.',
  giveDay: 'Donnez la date.',
  dayToCome: 'Cette date n’est pas encore venue.',
  dayTooEarly: ({ step, day }: { step: string; day: string }) =>
    `Cette date est avant l’étape précédente (${step.toLowerCase()}, ${shortDayText(day)}).`,
  document: 'Document',
  documentHint: ({ kind }: OfStep) => documents[kind] ?? 'En PDF ou en photo.',
  giveDocument: 'Joignez le document.',
  note: 'Précision',
  deliberationNumber: 'Numéro de la délibération',
  deliberationHint: 'Comme sur l’extrait : 2024.05.29.040.',
  giveDeliberationNumber: 'Donnez le numéro de la délibération.',
  vote: 'Vote',
  voteHint: 'À l’unanimité, ou le nombre de voix.',
  giveVote: 'Dites comment le conseil a voté.',
  transmittedOn: 'Transmise en préfecture le',
  wrongTransmission: 'La transmission suit la délibération, et n’est pas à venir.',
  publishedOn: 'Publiée le',
  wrongPublication: 'La publication suit la délibération, et n’est pas à venir.',
  actesId: 'Identifiant de l’acte (ACTES)',
  actesHint: 'Comme 031-213102825-20240529-DEL22024040-DE.',
  wrongActes: 'Cet identifiant n’a pas la forme attendue : 031-213102825-20240529-DEL22024040-DE.',
  actesOfAnother: 'Cet acte est celui d’une autre collectivité : son SIREN n’est pas celui de la convention.',
  actesOfAnotherDay: 'Cet acte porte une autre date que la délibération.',
  party: 'Qui l’a envoyée ?',
  chooseParty: 'Dites qui a envoyé la lettre.',
  letterNumber: 'Numéro du recommandé',
  conciliateFirst: ({ day }: { day: string }) =>
    `La conciliation d’abord : sans elle, la seconde lettre ne part qu’à partir du ${shortDayText(day)}.`,
  tooLateToAgree: ({ day }: { day: string }) => `L’accord devait être trouvé le ${shortDayText(day)} au plus tard.`,
  claimNumber: 'Numéro du titre',
  giveClaimNumber: 'Donnez le numéro du titre de perception.',
  newAmount: 'Nouveau montant, en euros',
  newAmountHint: ({ claimed }: { claimed: string }) => `Il est réclamé ${claimed}.`,
  wrongAmount: ({ most }: { most: string }) => `Donnez un montant plus petit que ${most}, comme 180 ou 180,50.`,
};
