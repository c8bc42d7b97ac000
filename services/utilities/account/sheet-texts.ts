import { listed, texts } from '#kernel/texts';

/** What is said on the paper sheets. */
export const s = texts('account-sheets', {
  hello: 'Votre accès à Préau',
  login: 'Identifiant',
  code: 'Code d’activation',
  step1: 'Avec votre téléphone, visez le carré ci-contre. Ou bien, sur un ordinateur, allez à l’adresse :',
  step2: 'Vérifiez votre identifiant et votre code, puis choisissez votre mot de passe : cinq mots au hasard, par exemple.',
  step3: 'C’est ouvert ! Gardez votre mot de passe pour vous. Cette feuille ne sert plus : jetez-la.',

  pupilStep1: 'Avec un adulte, vise le carré avec la tablette. Ou bien, sur un ordinateur, va à l’adresse :',
  pupilStep2: 'Vérifie ton identifiant et ton code, puis choisis ton mot de passe : cinq mots que tu sais écrire.',
  pupilStep3: 'C’est ouvert ! Ton mot de passe est secret : ne le dis qu’à tes parents.',

  until: ({ date }: { date: string }) => `Ce code est personnel. Il sert une seule fois, jusqu’au ${date}.`,
  latest: 'Si vous recevez plusieurs feuilles, seule la dernière imprimée fonctionne : une fois connecté, vous retrouvez tous vos enfants.',
  help: 'Une question ? L’école vous aide, et peut imprimer une autre feuille.',
  helpPupil: 'Un souci ? Ton maître ou ta maîtresse peut imprimer une autre feuille.',
  forChildren: ({ children }: { children: string[] }) => `pour suivre la classe de ${listed(children)}`,
  printed: ({ date }: { date: string }) => `Imprimé le ${date}`,
  listTitle: ({ place }: { place: string }) => `À distribuer : ${place}`,
  listLead: 'Pour la personne qui distribue. Un adulte, une feuille : deux parents séparés en reçoivent chacun une.',
  person: 'Personne',
  forWhom: 'Pour',
  given: 'Remise',
  fileOf: ({ place }: { place: string }) => `Fiches ${place}.pdf`,
  guardian: 'Parent',
  pupil: 'Élève',
  teacher: 'Enseignant·e',
  director: 'Direction d’école',
  assistant: 'AESH',
  atsem: 'ATSEM',
  town: 'Personnel de la commune',
  adviser: 'Conseiller·ère pédagogique',
  inspector: 'Inspecteur·rice',
  academy: 'Équipe académique',
  administrator: 'Administration de l’ENT',
});
