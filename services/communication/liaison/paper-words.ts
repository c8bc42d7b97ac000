import type { ReplyKind } from './tables.ts';

/** What the printed slips and the proof say. Spread into the texts of the service. */
export const paperWords = {
  slipsTitle: ({ title }: { title: string }) => `Coupons : ${title}`,
  slipsFile: ({ title }: { title: string }) => `Coupons - ${title}`,
  slipBefore: ({ date }: { date: string }) => `Réponse au plus tard le ${date}`,
  slipTo: 'À l’attention de',
  slipCut: '✂',
  slipMore: 'Le texte complet est dans Préau, ou à l’école.',
  slipSignature: 'Signature :',
  slipQuestion: ({ kind }: { kind: ReplyKind }) =>
    ({ none: '', signature: '', 'yes-no': 'Cochez votre réponse :', choice: 'Cochez une réponse :', text: 'Votre réponse :' })[kind],

  stamp: ({ day, time }: { day: string; time: string }) => `le ${day} à ${time}`,
  proofFile: ({ title }: { title: string }) => `Preuve - ${title}`,
  proofBy: ({ author, at }: { author: string; at: string }) => `Envoyé par ${author} ${at}`,
  proofWithdrawn: ({ at }: { at: string }) => `Retiré ${at}`,
  proofAsked: ({ kind, all }: { kind: ReplyKind; all: boolean }) =>
    all
      ? 'Signature demandée à tous les titulaires de l’autorité parentale'
      : {
          none: 'Lecture demandée',
          signature: 'Signature d’un titulaire de l’autorité parentale',
          'yes-no': 'Réponse demandée : oui ou non',
          choice: 'Réponse demandée : un choix',
          text: 'Réponse demandée : quelques mots',
        }[kind],
  proofPrinted: ({ at }: { at: string }) => `Édité ${at}`,
  proofVersion: ({ number, at }: { number: number; at: string }) => `Version ${number}, ${at}`,
  proofSeen: ({ at }: { at: string }) => `Lu ${at}`,
  proofNotSeen: 'Pas encore lu dans Préau',
  proofAnswer: ({ answer, at, version }: { answer: string; at: string; version: number }) => `${answer} ${at} (version ${version})`,
  proofPaper: ({ by }: { by: string }) => `, sur papier, saisi par ${by}`,
  proofUndone: ({ at }: { at: string }) => `, saisie annulée ${at}`,
  proofNoAnswer: 'Pas de réponse',
  proofHash: 'Empreinte SHA-256 :',
};
