import { everyFeature } from '#kernel/moderation';
import { listed, plural, texts } from '#kernel/texts';

export const t = texts('moderation', {
  label: 'Modération',
  tileSentence: 'Ce qui attend une décision, et les freins.',
  lead: 'Protéger ce qui s’écrit : décider de ce qui a été retenu ou signalé, ralentir ou fermer un service quand il le faut.',

  waiting: 'Ce qui attend',
  waitingLead: 'Retenu ou signalé : personne d’autre ne le lit avant votre décision, ou vous pouvez le reprendre partout.',
  waitingCount: ({ holds, reports }: { holds: number; reports: number }) =>
    listed([
      ...(holds > 0 ? [plural(holds, { one: `${holds} envoi retenu`, other: `${holds} envois retenus` })] : []),
      ...(reports > 0 ? [plural(reports, { one: `${reports} contenu signalé`, other: `${reports} contenus signalés` })] : []),
    ]),
  nothingWaits: 'Rien n’attend votre décision.',
  backToModeration: 'Retour à la modération',
  decide: 'Décider',
  tellWaiting: 'Un envoi retenu ou signalé attend votre décision',
  held: 'Retenu',
  reported: ({ count }: { count: number }) => plural(count, { one: 'Signalé', other: `Signalé ${count} fois` }),
  heldBecause: 'Retenu parce que :',
  reportedBecause: 'Signalé ainsi :',
  gone: 'Ce contenu n’existe plus',
  fromTo: ({ author, to }: { author: string; to: string }) => `De ${author}, pour ${to}.`,
  links: 'Liens :',
  release: 'Laisser partir',
  releaseSure: 'L’envoi partira vers toutes les personnes indiquées.',
  releaseYes: 'Oui, laisser partir',
  released: 'L’envoi est parti.',
  reject: 'Ne pas laisser partir',
  rejected: 'L’envoi ne partira pas ; son auteur le sait.',
  recall: 'Reprendre partout',
  recallSure: 'Ce contenu, et tout ce qui dit la même chose dans vos écoles, disparaîtra des boîtes, lu ou non. Une preuve est gardée.',
  recallYes: 'Oui, reprendre',
  recalled: ({ count }: { count: number }) =>
    plural(count, { one: `${count} envoi a été repris.`, other: `${count} envois ont été repris.` }),
  keep: 'Classer sans suite',
  kept: 'Le signalement est classé.',
  decided: 'Quelqu’un a déjà décidé.',

  brakes: 'Freins en place',
  noBrake: 'Aucun : tout fonctionne normalement.',
  newBrake: 'Poser un frein',
  newBrakeLead: 'Il s’applique tout de suite, sur tous les serveurs. L’appel et l’agenda continuent toujours.',
  searchPlace: 'Chercher une école',
  noPlace: ({ q }: { q: string }) => (q ? `Aucun lieu ne répond à « ${q} ».` : 'Aucune école dans votre périmètre.'),
  wide: ({ name }: { name: string }) => `${name} et toutes ses écoles`,
  brakeTitle: ({ feature, place }: { feature: string; place: string }) => `${feature} · ${place}`,
  until: 'jusqu’à',
  because: ({ reason, by }: { reason: string; by: string | null }) => (by ? `${reason} (${by})` : reason),
  lift: 'Lever ce frein',
  giveUp: 'Renoncer',
  waitsSecond: 'Attend l’accord d’une deuxième personne',
  second: 'Donner mon accord',
  secondSure: ({ place }: { place: string }) => `Le frein s’appliquera aussitôt à ${place} et à toutes ses écoles.`,
  secondYes: 'Oui, d’accord',
  askColleague: 'Une autre personne que vous doit donner son accord.',
  brakeOver: 'Ce frein n’est plus en attente.',

  brakeIn: ({ name }: { name: string }) => `Poser un frein : ${name}`,
  brakeLead: 'Les personnes concernées lisent la raison et la date de fin.',
  wideNeedsTwo: 'Un frein aussi large ne s’applique qu’avec l’accord d’une deuxième personne.',
  what: 'Sur quoi ?',
  everything: 'Tout ce qui sert à écrire',
  everythingHint: 'L’appel, l’agenda et la lecture de ce qui est arrivé continuent.',
  how: 'Comment ?',
  'staff-first': 'L’école écrit d’abord',
  'read-only': 'Lecture seule',
  closed: 'Fermé',
  stateHint: ({ state }: { state: 'staff-first' | 'read-only' | 'closed' }) =>
    ({
      'staff-first': 'Familles et élèves peuvent répondre, plus écrire les premiers.',
      'read-only': 'On lit ce qui est arrivé, on n’envoie plus rien.',
      closed: 'On ne lit ni n’envoie plus rien.',
    })[state],
  forWhom: 'Pour qui ?',
  forWhomHint: 'Rien de coché : tout le monde.',
  howLong: 'Pendant combien de temps ?',
  lasts: ({ hours }: { hours: number }) => (hours < 48 ? `${hours} heures` : `${hours / 24} jours`),
  why: 'Pourquoi ?',
  whyHint: 'En une phrase, lue par les personnes concernées.',
  brake: 'Poser ce frein',
  brakeSet: 'Le frein est en place.',
  brakeAsked: 'Le frein s’appliquera dès qu’une deuxième personne aura donné son accord.',
  brakeLifted: 'Le frein est levé.',
  chooseWhat: 'Choisissez sur quoi porte ce frein.',
  chooseHow: 'Choisissez comment.',
  chooseLong: 'Choisissez une durée.',
  unknownProfile: 'Ce profil n’existe pas.',
  giveReason: 'Dites pourquoi, en une phrase.',
  longReason: 'Une phrase de 200 caractères au plus.',

  everybody: 'Pour tout le monde',
  only: ({ whom }: { whom: string }) => `Pour ${whom}`,
  pupil: 'les élèves',
  guardian: 'les familles',
  teacher: 'les enseignants',
  director: 'la direction',
  assistant: 'les AESH',
  atsem: 'les ATSEM',
  town: 'la commune',
});

const named = (profile: string): profile is 'pupil' | 'guardian' | 'teacher' | 'director' | 'assistant' | 'atsem' | 'town' =>
  ['pupil', 'guardian', 'teacher', 'director', 'assistant', 'atsem', 'town'].includes(profile);

export const profileNames = (profile: string): string => (named(profile) ? t[profile] : profile);
export const profilesText = (profiles: string[] | null): string =>
  profiles ? t.only({ whom: listed(profiles.map(profileNames)) }) : t.everybody;
export const featureName = (features: { name: string; label: string }[], feature: string): string =>
  feature === everyFeature ? t.everything : (features.find(({ name }) => name === feature)?.label ?? feature);
