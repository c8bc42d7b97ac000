import { listed, plural } from '#kernel/texts';
import type { ReplyKind } from './tables.ts';

/** What the printed slips and the proof say. Spread into the texts of the service. */
export const paperWords = {
  slipsTitle: ({ title }: { title: string }) => `Coupons : ${title}`,
  printsSlips: ({ title, classes }: { title: string; classes: string[] }) => `Coupons : ${title}, ${listed(classes)}`,
  slipsFile: ({ title }: { title: string }) => `Coupons - ${title}`,
  slipBefore: ({ date }: { date: string }) => `Réponse au plus tard le ${date}`,
  slipTo: 'À l’attention de',
  slipCut: '✂',
  slipMore: 'Le texte complet est dans Préau, ou à l’école.',
  slipCode: 'Code à garder lisible : il range ce coupon quand l’école le scanne',
  slipSignature: 'Signature :',
  slipQuestion: ({ kind }: { kind: ReplyKind }) =>
    ({ none: '', signature: '', 'yes-no': 'Cochez votre réponse :', choice: 'Cochez une réponse :', text: 'Votre réponse :' })[kind],

  scan: 'Scanner les coupons revenus',
  scanLead:
    'Mettez les coupons dans le scanner, dans n’importe quel ordre, ou photographiez-les : Préau reconnaît chacun à son code, lit la case cochée et la signature, et vous laisse ceux qui ne sont pas clairs.',
  scanFiles: 'Pages scannées',
  scanFilesHint: ({ most }: { most: number }) => `PDF, JPEG ou PNG ; ${most} fichiers de 10 Mo au plus.`,
  scanSend: 'Lire les coupons',
  scanMissing: 'Choisissez les pages scannées.',
  scanNothing: 'Aucun code n’a été trouvé sur ces pages. Scannez en 200 points par pouce au moins, les coupons à plat.',
  scanned: ({ kept, unclear, strange }: { kept: number; unclear: string[]; strange: number }) =>
    [
      plural(kept, { one: `${kept} réponse est enregistrée.`, other: `${kept} réponses sont enregistrées.` }),
      unclear.length > 0 && `À saisir à la main, car la réponse n’est pas claire : ${listed(unclear)}.`,
      strange > 0 &&
        plural(strange, {
          one: 'Une feuille n’est pas un coupon de ce mot.',
          other: `${strange} feuilles ne sont pas des coupons de ce mot.`,
        }),
    ]
      .filter(Boolean)
      .join(' '),

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
