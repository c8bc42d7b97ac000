import { texts } from '#kernel/texts';

/** What goes to whoever writes the software. */
export const e = texts('support-editor', {
  editor: 'Vers l’éditeur',
  lead: 'Ce que l’assistance académique transmet à l’éditeur du logiciel. Rien ne part tant que vous n’avez rien ouvert ici.',
  webhook: 'Appeler une adresse',
  webhookHint: 'Chaque demande transmise y est envoyée en JSON, signée, et retentée tant qu’elle n’est pas reçue.',
  url: 'Adresse',
  urlHint: 'En https. En http seulement vers ce même serveur.',
  badUrl: 'Donnez une adresse qui commence par https.',
  key: 'Clé de signature',
  keyHint: 'Convenue avec l’éditeur, 32 signes au moins. Elle n’est plus jamais affichée ; laissez vide pour la garder.',
  shortKey: 'La clé a 32 signes au moins.',
  needsKey: 'Donnez la clé qui signe les envois.',
  needsUrl: 'Donnez l’adresse à appeler.',
  mail: 'Écrire un courriel',
  email: 'Courriel de l’éditeur',
  badEmail: 'Cette adresse électronique n’a pas la forme attendue.',
  needsEmail: 'Donnez le courriel de l’éditeur.',
  save: 'Enregistrer',
  saved: 'C’est enregistré.',
  summary: 'Ce que l’éditeur doit savoir',
  summaryHint:
    'C’est tout ce qu’il lira, avec le sujet et les renseignements techniques. Aucun nom, aucune pièce ne part : n’en écrivez pas.',
  giveSummary: 'Écrivez ce que l’éditeur doit savoir.',
  passSentence:
    'L’éditeur recevra vos mots ci-dessous, le sujet, le numéro, l’UAI de l’école et les renseignements techniques. Ni la demande elle-même, ni qui l’a écrite.',
  subject: ({ number }: { number: number }) => `Demande n° ${number} transmise par l’assistance académique`,
  mailText: ({ summary, facts }: { summary: string; facts: string }) => `${summary}\n\n${facts}\n`,
  fact: ({ name, value }: { name: string; value: string }) => `${name} : ${value}`,
  school: 'École',
  relays: 'Envois à l’éditeur',
  channel: ({ channel }: { channel: 'webhook' | 'mail' }) => ({ webhook: 'Adresse appelée', mail: 'Courriel' })[channel],
  leftAt: 'parti',
  waits: ({ tries, fault }: { tries: number; fault: string | null }) =>
    fault ? `pas encore parti après ${tries} ${tries > 1 ? 'essais' : 'essai'} (${fault})` : 'va partir',
});
