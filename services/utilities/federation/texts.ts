import { plural, texts } from '#kernel/texts';

export const t = texts('federation', {
  label: 'Connexions extérieures',
  educonnect: 'ÉduConnect',
  agents: 'Guichet agents',

  chooseTitle: 'Qui êtes-vous ici ?',
  chooseLead: ({ count }: { count: number }) =>
    plural(count, {
      one: 'Votre compte ouvre une fiche de Préau.',
      other: `Votre compte ouvre ${count} fiches de Préau. Choisissez celle avec laquelle entrer.`,
    }),
  chooseAfter:
    'Ces fiches sont toutes les vôtres ? Une fois entré, ouvrez « Mon compte », puis « J’ai une autre fiche » : elles n’en feront plus qu’une.',
  enterAs: 'Entrer',
  enterAsLabel: ({ name, place }: { name: string; place: string }) => `Entrer comme ${name}, ${place}`,
  gone: 'Cette connexion a expiré. Recommencez depuis la page d’accueil.',

  refusedTitle: 'Vous n’êtes pas entré',
  unknownEduconnect:
    'ÉduConnect vous a bien reconnu, mais aucune école de Préau ne vous connaît comme responsable d’un élève avec ce compte.',
  unknownEduconnectNext:
    'Demandez à l’école de vérifier votre fiche dans ONDE, ou entrez avec l’identifiant de la feuille que l’école vous a remise.',
  unknownAgents: 'Le guichet vous a bien reconnu, mais aucun compte de Préau ne porte votre adresse académique, ou plusieurs la portent.',
  unknownAgentsNext: 'Demandez à la direction de l’école ou à l’académie de vérifier votre adresse dans l’annuaire.',
  refusedProof: 'La réponse reçue n’a pas pu être vérifiée : elle a expiré, a déjà servi, ou ne vient pas d’où elle dit.',
  refusedProofNext: 'Recommencez. Si cela se répète, dites-le à la personne qui vous aide.',
  unavailable: 'Ce service de connexion ne répond pas pour le moment.',
  unavailableNext: 'Réessayez dans quelques minutes, ou entrez avec votre identifiant et votre mot de passe.',
  gaveUp: 'Vous n’êtes pas allé au bout de la connexion.',
  gaveUpNext: 'Recommencez quand vous voulez, ou entrez avec votre identifiant et votre mot de passe.',
  frozen: 'Votre compte est gelé, à votre demande ou à celle d’un parent : tout y est gardé, rien n’y est utilisé.',
  frozenNext: 'Pour le rouvrir, adressez-vous à la direction de l’école, ou à l’académie si vous y travaillez.',
  backToSignIn: 'Revenir à la connexion',

  leftTitle: 'Vous avez quitté Préau',
  leftLead: ({ door }: { door: string }) => `Votre session ${door} est encore ouverte sur cet appareil.`,
  leaveToo: ({ door }: { door: string }) => `Fermer aussi ${door}`,
  leftHint: 'Sur un appareil partagé, fermez-la : la personne suivante ne doit pas entrer à votre place.',

  pupil: 'Élève',
  guardianOf: ({ names }: { names: string }) => `Parent de ${names}`,
  teacher: 'Enseignant·e',
  director: 'Direction',
  assistant: 'Accompagnant·e',
  atsem: 'ATSEM',
  town: 'Commune',
  adviser: 'Conseil pédagogique',
  inspector: 'Inspection',
  academy: 'Académie',
  administrator: 'Administration',
  nowhere: 'Sans fonction aujourd’hui',
  newDevice: ({ device }: { device: string }) => `Votre compte vient d’être ouvert sur un nouvel appareil : ${device}`,
});
