import { texts } from '#kernel/texts';
import type { Audience } from './tables.ts';

/** The knowledge base. */
export const a = texts('support-articles', {
  help: 'Aide',
  lead: 'Les réponses aux questions que tout le monde se pose.',
  search: 'Chercher dans l’aide',
  articles: 'Articles',
  nothing: 'Aucun article ne répond à ces mots. Essayez-en d’autres, ou demandez de l’aide.',
  empty: 'L’aide est encore vide.',
  ask: 'Demander de l’aide',
  signIn: 'Se connecter',
  seeAs: 'Voir comme… (école d’essai)',
  status: 'État du service',
  maybe: 'Cela vous aide-t-il ?',
  changed: 'Relu le',
  others: 'Toute l’aide',
  write: 'Écrire un article',
  change: 'Modifier',
  takeStarters: 'Commencer avec les articles proposés',
  started: 'Les articles proposés sont là. Relisez-les : ce sont les vôtres, désormais.',
  where: 'Pour',
  choosePlace: 'Choisissez un lieu de la liste.',
  title: 'La question, comme on la pose',
  titleHint: 'Par exemple : « J’ai perdu mon mot de passe ».',
  giveTitle: 'Écrivez la question.',
  long: 'C’est trop long.',
  body: 'La réponse',
  bodyHint: 'Une ligne vide entre deux paragraphes ; « - » devant chaque point d’une liste ; « # » devant un titre.',
  giveBody: 'Écrivez la réponse.',
  audience: 'Pour qui ?',
  chooseAudience: 'Choisissez pour qui.',
  forWhom: ({ audience }: { audience: Audience }) =>
    ({ everybody: 'Tout le monde, enfants compris', families: 'Les familles, et ceux qui les aident', team: 'Ceux qui travaillent ici' })[
      audience
    ],
  open: 'Lisible sans se connecter',
  openHint: 'Pour ce qui aide à se connecter, surtout.',
  save: 'Enregistrer',
  saved: 'L’article est enregistré.',
  known: 'Un article porte déjà ce titre.',
  remove: 'Retirer cet article',
  removeSure: 'Il disparaît de l’aide. On ne peut pas revenir en arrière.',
  removeYes: 'Oui, retirer',
  removed: 'L’article est retiré.',
});

type Starter = { title: string; body: string; audience: Audience; open: boolean };

/** What an academy may begin with, instead of a blank page. */
export const starters: readonly Starter[] = [
  {
    title: 'J’ai perdu mon mot de passe',
    body: 'Demandez une nouvelle fiche de connexion à l’école : la direction, ou l’enseignant·e pour un enfant et ses parents, l’imprime en un instant.\n\nLa fiche porte un code qui ne sert qu’une fois. L’ancien mot de passe ne marche plus dès que vous l’utilisez.\n\n- Parents : si l’école utilise ÉduConnect, votre mot de passe se retrouve sur la page d’ÉduConnect.\n- Enseignants et personnels : par le guichet des agents, c’est votre mot de passe académique.',
    ...{ audience: 'everybody', open: true },
  },
  {
    title: 'Je n’ai plus mon téléphone pour le code',
    body: 'Le code demandé à la connexion vient de l’application que vous avez choisie le premier jour.\n\nSur la page qui demande le code, choisissez « Je n’ai plus cet appareil » : votre direction, ou l’académie pour une direction, pourra vous redonner l’accès après vous avoir reconnu·e.\n\nPersonne ne vous demandera jamais votre mot de passe, ni par téléphone ni par courriel.',
    ...{ audience: 'everybody', open: true },
  },
  {
    title: 'Je ne vois pas l’un de mes enfants',
    body: 'Les liens entre parents et enfants viennent de ONDE, le fichier de l’école.\n\nÉcrivez à la direction par « Demander de l’aide » : elle vérifie le lien dans ONDE, et il arrive ici le lendemain.\n\nSi vos enfants sont dans deux écoles, un seul compte suffit pour les deux.',
    ...{ audience: 'families', open: false },
  },
  {
    title: 'Corriger un nom, une adresse, un téléphone',
    body: '# Votre courriel et vos téléphones\nVous les changez vous-même dans « Mon compte ».\n\n# Les noms, les prénoms, les classes\nIls viennent de ONDE. Dites à l’école ce qui est faux : la correction s’y fait, et arrive ici le lendemain.',
    ...{ audience: 'everybody', open: false },
  },
  {
    title: 'Recevoir moins de notifications',
    body: 'Ouvrez « Notifications », puis « Comment être prévenu·e ».\n\nHors du temps de l’école, rien n’arrive, sauf ce que l’école dit urgent. Vous pouvez aussi tout recevoir en un seul courriel par jour.',
    ...{ audience: 'everybody', open: false },
  },
  {
    title: 'Les tablettes se connectent mal',
    body: 'Les équipements et la ligne de l’école sont ceux de la commune.\n\n- Regardez d’abord si l’autre bout de l’école marche : cela dit si c’est la borne ou la ligne.\n- Demandez de l’aide en choisissant « Internet à l’école » ou « Tablettes et ordinateurs » : la demande part à la commune.\n- En attendant, l’appel peut se faire sans réseau depuis l’appareil de l’école.',
    ...{ audience: 'team', open: false },
  },
  {
    title: 'Un parent n’a pas d’appareil',
    body: 'Tout ce que l’on demande aux familles existe sur papier.\n\nDans un mot du carnet de liaison, « Imprimer les coupons » sort ceux des familles sans compte ou qui préfèrent le papier. Les coupons rendus se photographient, et les réponses s’inscrivent.',
    ...{ audience: 'team', open: false },
  },
];
