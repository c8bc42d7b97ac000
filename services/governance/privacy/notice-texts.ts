import { texts } from '#kernel/texts';

type Known = { controller: string; address: string; dpoEmail: string | null; dpoAddress: string | null };

const atTheAddress = 'par courrier à l’adresse ci-dessus, « à l’attention du délégué à la protection des données »';

const guardian = `# Pour vous, parent
- Préau connaît votre nom, votre lien avec vos enfants, vos coordonnées, et ce que vous écrivez ou signez.
- L’enseignant et la direction voient vos coordonnées ; l’autre parent, jamais, ni vos réponses.
- Votre enfant n’est montré en photo que si chaque personne qui exerce l’autorité parentale a dit oui.
- Vous exercez vos droits et ceux de vos enfants mineurs.`;

const staff = `# Pour vous, qui travaillez à l’école
- Préau connaît votre nom, vos fonctions, votre adresse professionnelle, et ce que vous écrivez.
- Vos élèves, leurs familles et vos collègues voient votre nom, jamais votre téléphone.
- Ce que vous faites d’important laisse une ligne dans le journal de sécurité, gardée un an. Il ne mesure pas votre travail.
- Quand vous partez, ce que vous avez partagé reste à l’école, sans votre nom, sauf si vous vous y opposez.`;

const town = `# Pour vous, qui travaillez à la commune
- Préau connaît votre nom, votre fonction, votre adresse professionnelle, et ce que vous publiez.
- Vous ne voyez ni les élèves ni leurs familles ; les écoles voient votre nom.
- Votre compte ferme à la fin de votre mission.`;

const academy = `# Pour vous, en circonscription ou à l’académie
- Préau connaît votre nom, vos fonctions, votre adresse professionnelle.
- Vous voyez ce que demande votre mission dans votre périmètre, jamais les messages des familles.
- Ce que vous faites laisse une ligne dans le journal de sécurité, gardée un an.`;

/** The notice (art. 13): by profile; a child reads one of their own. */
export const n = texts('privacy-notice', {
  data: 'Vos données',
  lead: 'Ce que Préau sait de vous, pourquoi, combien de temps, et comment le faire corriger.',
  register: 'Le registre',
  registerLead: 'Tout ce que Préau garde sur des personnes. Ce tableau est produit par le logiciel lui-même : rien ne peut y manquer.',
  openRegister: 'Lire le registre',
  defaultController: 'Région académique Occitanie',
  defaultAddress: '31 rue de l’Université, 34064 Montpellier Cedex 2',
  yours: 'Ce que vous pouvez faire ici',
  forProfile: ({ profile }: { profile: string }) =>
    ({
      guardian,
      teacher: staff,
      director: staff,
      assistant: staff,
      atsem: staff,
      town,
      adviser: academy,
      inspector: academy,
      academy,
      administrator: academy,
    })[profile] ?? '',
  text: ({ controller, address, dpoEmail, dpoAddress }: Known) => `# Qui en est responsable
Le recteur ou la rectrice de région académique est responsable du traitement : ${controller}, ${address}.

Délégué à la protection des données : ${dpoEmail ?? dpoAddress ?? atTheAddress}. L’école peut transmettre votre demande.

# Pourquoi, et de quel droit
Pour relier l’école, les familles et la commune : informer, écrire, faire signer, suivre la vie de la classe. C’est une mission d’intérêt public (article 6.1.e du RGPD), prévue par l’arrêté du 30 novembre 2006 modifié qui crée les espaces numériques de travail. Elle ne repose donc pas sur votre consentement ; ce qui le demande, comme la photo d’un enfant, vous est demandé à part.

# Quelles données, et d’où elles viennent
- Élèves : nom, prénom, date de naissance, école, classe, niveau.
- Parents et responsables : nom, prénom, lien avec l’enfant, adresse, téléphones, courriel.
- Personnels : nom, prénom, fonction, école, courriel professionnel.
- Tout le monde : identifiant, mot de passe (jamais gardé en clair), appareils connectés, et ce que l’on écrit soi-même.

Les visites sont comptées sans nom, par profil, service, heure et type d’appareil : un code qui change chaque semaine, effacé dès que la semaine est comptée. Au-dessous de cinq personnes, aucun chiffre n’est donné.

L’annuaire vient de ONDE, tenu par la direction de l’école, et passe par l’annuaire académique. Préau refuse les données de santé, de religion, de nationalité, de revenus et les sanctions.

# Qui les voit
Chacun dans son rôle : un parent voit ce qui concerne ses enfants, un enseignant ses élèves, une direction son école. Deux parents séparés ne voient rien l’un de l’autre. La commune ne voit ni les élèves ni leurs parents. Rien n’est vendu, et Préau n’envoie rien hors de l’Union européenne.

# Combien de temps
Le temps de la scolarité ou de la fonction. Ensuite le compte est fermé et les données sont effacées dans les trois mois. Ce que vous avez partagé dans un espace commun peut rester à l’école, sans votre nom, sauf si vous vous y opposez. Le journal de sécurité est gardé un an.

# Vos droits
Vous pouvez :

- être informé : c’est l’objet de cette page ;
- accéder à vos données, et à celles de vos enfants mineurs ;
- les faire rectifier : demandez à l’école, la correction faite dans ONDE arrive ici le lendemain ;
- vous opposer à un usage, pour une raison tenant à votre situation particulière ;
- en faire limiter l’usage, le temps d’un désaccord ;
- donner des directives sur ce qu’elles deviendront après votre mort.

La réponse vient dans le mois. Si elle ne vous convient pas, vous pouvez saisir la CNIL (cnil.fr, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07).`,

  childTitle: 'Ce que Préau sait de toi',
  childLead: 'Tu as le droit de savoir. Voici, avec des mots simples.',
  childText: `# Ce que Préau sait
- Ton prénom, ton nom, ton âge et ta classe.
- Ce que tu écris ici, et ce que tu coches.
- Si tu es là le matin et l’après-midi.
- Combien d’enfants viennent ici, sans savoir lesquels.

# Qui peut le voir
- Ta maîtresse ou ton maître, et la direction de l’école.
- Les adultes de ta famille qui s’occupent de toi.
- Les autres enfants voient ton prénom, et ce que tu montres à la classe.

# Ta photo et ta voix
On ne les montre que si tes parents ont dit oui. Tu peux toujours dire : « Je ne veux pas. »

# Quand tu quittes l’école
Ton compte est effacé, au plus tard trois mois après.

# Si quelque chose te gêne
Parles-en à un adulte : ta maîtresse, ton maître, ou quelqu’un de ta famille. Il peut demander pour toi de voir, de corriger ou d’enlever.

Tes trois images et ton badge sont à toi : ne les donne à personne.`,
});
