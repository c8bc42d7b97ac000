import { language, texts } from '#kernel/texts';

const dayIn = (day: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

export const t = texts('http', {
  nobody: 'Sans fonction',
  device: ({ browser, system }: { browser: string; system: string }) => `${browser} sur ${system}`,
  unknownBrowser: 'Navigateur',
  unknownSystem: 'appareil inconnu',
  chooseAgain: 'Choisissez une des réponses proposées.',
  notADay: 'Donnez une date, par exemple 24/11/2026.',
  missing: 'Il manque une réponse.',
  tooLong: ({ most }: { most: number }) => `C’est trop long : ${most.toLocaleString('fr')} caractères au plus.`,
  atMost: ({ most }: { most: number }) => `${most.toLocaleString('fr')} au plus.`,
  atLeast: ({ least }: { least: number }) => `${least.toLocaleString('fr')} au moins.`,
  tooLarge: 'Ce fichier dépasse 10 Mo. Choisissez-en un plus léger.',
  tooManyFiles: 'Cinq fichiers au plus.',
  anotherDoor: 'Il reste une étape avant d’entrer : ouvrez Préau dans votre navigateur.',
  schoolEnded: ({ school, from, until }: { school: string; from: string; until: string }) =>
    `La convention de ${school} n’a pas été renouvelée : depuis le ${dayIn(from)} on y lit et on y récupère ses documents, sans rien écrire. Fermeture le ${dayIn(until)}.`,
  sandboxReset: 'L’école d’essai est en train d’être remise à neuf. Cela prend moins d’une minute : la page revient toute seule.',
  problem: ({ status }: { status: number }) => problems[status]?.title ?? problems[500]!.title,
  problemSentence: ({ status }: { status: number }) => problems[status]?.sentence ?? problems[500]!.sentence,
});

const problems: Record<number, { title: string; sentence: string }> = {
  400: { title: 'Demande incomprise', sentence: 'Cette adresse n’a pas la forme attendue.' },
  401: { title: 'Connectez-vous', sentence: 'Cette page est réservée aux personnes connectées.' },
  403: {
    title: 'Envoi refusé',
    sentence: 'Cet envoi ne vient pas d’une page de Préau. Revenez en arrière, rechargez la page et recommencez.',
  },
  404: { title: 'Page introuvable', sentence: 'Cette page n’existe pas, ou elle ne vous est pas destinée.' },
  409: { title: 'Déjà changé', sentence: 'Quelqu’un a modifié ces informations entre-temps. Rechargez la page.' },
  413: { title: 'Trop lourd', sentence: 'Cet envoi dépasse la taille permise.' },
  415: { title: 'Format inconnu', sentence: 'Ce format d’envoi n’est pas accepté ici.' },
  422: { title: 'À corriger', sentence: 'Cet envoi est incomplet.' },
  429: { title: 'Un instant', sentence: 'Trop d’essais en peu de temps. Patientez quelques minutes, puis recommencez.' },
  500: {
    title: 'Un souci de notre côté',
    sentence: 'Rien n’a été enregistré. Réessayez ; si cela recommence, donnez ce numéro à la personne qui vous aide.',
  },
  503: { title: 'Préau se repose', sentence: 'Le service revient dans un instant.' },
};
