import { plural } from '#kernel/texts';

type Mode = 'off' | 'before' | 'after';

/** Hours, openings, and the teacher's reading. */
export const settingsWords = {
  settings: 'Réglages de la messagerie',
  hours: 'Mes heures',
  hoursOn: 'Répondre seul à qui m’écrit en dehors de mes heures',
  hoursHint: 'Une fois par jour au plus à la même personne, et jamais à un élève.',
  opensAt: 'Je réponds à partir de',
  closesAt: 'Jusqu’à',
  onDays: 'Les jours',
  weekday: ({ day }: { day: number }) => ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'][day - 1] ?? '',
  hour: ({ hour }: { hour: number }) => `${hour} h`,
  autoSentence: 'Ma phrase',
  autoExample: 'Merci pour votre message. Je le lirai au prochain jour de classe. En cas d’urgence, appelez l’école.',
  saveHours: 'Enregistrer mes heures',
  hoursSaved: 'Vos heures sont enregistrées.',
  hoursOff: 'La réponse automatique est arrêtée.',
  hoursWrong: 'L’heure de fin vient après celle du début.',
  sentenceMissing: 'Écrivez la phrase qui répondra pour vous.',
  openings: 'Dans les classes',
  classNamed: ({ name }: { name: string }) => `Classe ${name}`,
  betweenPupils: 'Messages des élèves, entre eux et avec leurs enseignants',
  mode: ({ mode }: { mode: Mode }) => ({ off: 'Fermés', before: 'Ouverts, je lis avant', after: 'Ouverts, je lis après' })[mode],
  modeHint: ({ mode }: { mode: Mode }) =>
    ({
      off: 'Les élèves n’écrivent pas.',
      before: 'Ce que les élèves s’écrivent attend votre accord.',
      after: 'Les messages arrivent ; vous les voyez et pouvez les retirer.',
    })[mode],
  betweenParents: 'Les familles de cette classe peuvent s’écrire',
  betweenParentsHint: 'Fermé par défaut. À ouvrir si les familles l’ont demandé.',
  saveClass: ({ name }: { name: string }) => `Enregistrer pour ${name}`,
  openingsSaved: 'C’est enregistré.',
  urgentInSchool: ({ count }: { count: number }) =>
    plural(count, {
      one: `${count} envoi urgent dans votre école ce mois-ci.`,
      other: `${count} envois urgents dans votre école ce mois-ci.`,
    }),

  relay: 'Messages des élèves',
  relayLead: 'Ce que les élèves de vos classes s’écrivent.',
  relayEmpty: 'Aucun message n’attend votre accord.',
  relayWaiting: 'À relire',
  relayArrived: 'Déjà arrivés',
  relayVerb: 'Relire',
  todoRelay: ({ count }: { count: number }) =>
    plural(count, { one: 'Relire le message d’un élève', other: `Relire ${count} messages d’élèves` }),
  approve: 'Laisser partir',
  approveThis: ({ sender }: { sender: string }) => `Laisser partir le message de ${sender}`,
  approved: 'Le message est parti.',
  returnWord: 'Rendre à l’élève, avec un mot',
  returnHint: 'L’élève le lira au-dessus de son message, et pourra le reprendre.',
  returnWordMissing: 'Écrivez un mot à l’élève.',
  giveBack: 'Rendre',
  returned: 'Le message est rendu à l’élève.',
  relayGone: 'Ce message n’attend plus.',
  takeBack: 'Retirer ce message',
  takeBackSure: 'Ceux qui l’ont reçu verront qu’il a été repris.',
  takeBackYes: 'Oui, le retirer',
  takenBack: 'Le message est retiré.',
};
