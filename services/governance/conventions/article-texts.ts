import { plural, texts } from '#kernel/texts';
import type { Kind } from './tables.ts';

/** What a convention says, article by article. The lawyers' sentences: a change here is a change of what towns sign. */

type Part = { kind: 'p'; text: string } | { kind: 'h'; text: string } | { kind: 'list'; items: string[] };
export type Article = { title: string; parts: Part[] };

const p = (text: string): Part => ({ kind: 'p', text });
const h = (text: string): Part => ({ kind: 'h', text });
const list = (...items: string[]): Part => ({ kind: 'list', items });

type Facts = { year: string; count: number; unit: string; total: string; lines: string[]; term: string; whom: string };

export const a = texts('conventions-articles', {
  title: 'Convention de partenariat pour la mise à disposition d’un environnement numérique de travail (ENT-École)',
  yearLine: ({ year }: { year: string }) => `Année scolaire ${year}`,
  draft: 'Projet : ce document n’engage personne.',
  between: 'Entre :',
  and: 'Et :',
  representedBy: ({ name }: { name: string }) => `Représenté(e) par : ${name || '……………………………………'}`,
  inQuality: ({ quality }: { quality: string }) => `En sa qualité de : ${quality || '……………………………………'}`,
  siret: ({ siret }: { siret: string }) => `SIRET : ${siret}`,
  insee: ({ insee }: { insee: string }) => `Code INSEE : ${insee}`,
  address: ({ address }: { address: string }) => `Adresse : ${address}`,
  calledAuthority: 'Ci-après dénommée « académie »',
  calledCollectivity: 'Ci-après dénommée « collectivité »',
  oneEach:
    'NB : en cas de paiement des participations financières par chaque commune d’un regroupement de communes, une convention doit être établie pour chaque commune.',
  agreed: 'Il est convenu ce qui suit :',
  preambleTitle: 'I – Préambule',
  articlesTitle: 'II – Articles',
  whom: ({ kind }: { kind: Kind }) =>
    ({ commune: 'la commune', epci: 'l’établissement public de coopération intercommunale', syndicat: 'le syndicat' })[kind],
  madeOn: ({ place, day }: { place: string; day: string }) => `À ${place}, le ${day}`,
  annexTitle: 'Annexe – Écoles inscrites et participation',
  annexLead: ({ name, year }: { name: string; year: string }) => `${name}, année scolaire ${year}`,
  annexHeads: 'N°|École|UAI|Participation TTC',
  annexTotal: ({ count }: { count: number }) => plural(count, { one: `Total : ${count} école`, other: `Total : ${count} écoles` }),
  footer: ({ name, year }: { name: string; year: string }) => `Convention ENT-École ${year} – ${name}`,
});

export const preamble = [
  'Dans le cadre de la mise en place d’un ENT premier degré pour la région académique Occitanie, projet d’intérêt général dénommé ENT-École, les parties contractantes, conscientes des enjeux du numérique pour la réussite des élèves, conviennent de mettre en œuvre un plan de développement des usages du numérique à l’école. Ce partenariat s’inscrit dans le contexte de la priorité conférée par le ministère de l’Éducation nationale au numérique dans la loi d’orientation et de programmation de l’École et de la République et dans le cadre de la compétence régionale relative au service public du numérique éducatif (R222-24-2, alinéa 5, du code de l’éducation) de la rectrice ou du recteur de région académique. La région académique s’appuie notamment sur la politique éducative et son volet numérique proposés par le ministère de l’Éducation nationale.',
  'La région académique et les collectivités signataires se fixent comme objectif le développement des usages du numérique éducatif et de l’espace numérique de travail ENT-École. À cette fin elles coopèrent et mutualisent leurs moyens.',
  'Par le projet ENT-École, les académies de Toulouse et de Montpellier s’engagent sur le déploiement généralisé d’un ENT pour le premier degré. Elles proposent, sur la base d’une solution applicative commune, un accompagnement, une assistance et de la formation aux enseignants.',
];

export const articlesOf = ({ year, count, unit, total, lines, term, whom }: Facts): Article[] => [
  {
    title: 'Article 1 – Objet de la convention',
    parts: [
      p(
        'La présente convention a pour objet de définir les rôles et engagements des parties, relatifs à la promotion, l’accompagnement, la formation et l’assistance pour la mise en œuvre de l’ENT-École, la fourniture des données à caractère personnel nécessaires ainsi qu’un cadre de gouvernance et de pilotage.',
      ),
    ],
  },
  {
    title: 'Article 2 – Description du projet',
    parts: [
      p(
        'L’ENT-École s’inscrit dans le programme des ENT de l’Éducation nationale et permet d’offrir sur l’ensemble du territoire de la région académique un ENT qui propose un environnement de confiance cohérent (dans la continuité de l’ENT second degré unique déployé pour tous les lycées et la quasi-totalité des collèges de la région académique), une formation uniforme des personnels enseignants des écoles publiques, une mutualisation des ressources pédagogiques et une assistance optimisée.',
      ),
      p(
        'La solution applicative offre à chaque usager (enseignant, élève, directeur, parent, personnel de la collectivité) un accès simple, dédié et sécurisé aux services dont il a besoin : des services de communication et de collaboration, des services informationnels et documentaires, des services d’accompagnement de la vie de l’élève, des services de production pédagogique et éducative ainsi que des services utilitaires de stockage et de gestion notamment. Les usagers bénéficient, à travers un service web, d’un accès authentifié et de services spécifiques selon leur profil. L’ENT-École est notamment interconnecté au Gestionnaire d’accès aux ressources (GAR), qui permet un accès sécurisé à des ressources numériques externes à l’ENT.',
      ),
    ],
  },
  {
    title: 'Article 3 – Engagements réciproques',
    parts: [
      h('Article 3.1 – Engagements de la région académique'),
      p(
        'La formation aux usages du numérique et l’accompagnement à la conduite du changement des enseignants et directeurs des écoles publiques sont pris en charge par l’Éducation nationale au niveau des volets départementaux des plans de formation, des animations pédagogiques et de l’accompagnement de projet assuré par les référents numériques départementaux et de circonscription. Elle relève également des missions de la Direction de région académique du numérique pour l’éducation.',
      ),
      p('À travers les plateformes d’assistance académiques, la région académique s’engage à assurer l’assistance aux enseignants.'),
      p(
        'La région académique fournira aux personnels des collectivités, qui en feront la demande, des profils spécifiques permettant la publication d’informations sur des pages et dans des espaces personnalisables, dédiés à la communication de la collectivité.',
      ),
      p('La région académique assure la responsabilité de traitement des données à caractère personnel pour les écoles publiques.'),
      h('Article 3.2 – Engagement de la collectivité'),
      p(
        'La collectivité assure l’équipement et la maintenance informatiques ainsi que les accès Internet nécessaires à l’utilisation de l’ENT-École. Le type de connexion et le service de fourniture d’accès doivent être suffisants pour l’usage qui sera fait, et dimensionnés en fonction du nombre d’élèves amenés à se connecter simultanément (des préconisations seront définies pour chaque année scolaire).',
      ),
      p(
        'La collectivité participe annuellement au financement de l’ENT-École en fonction du nombre d’écoles dont elle a la charge et inscrites à l’ENT-École pour l’année en cours.',
      ),
    ],
  },
  {
    title: 'Article 4 – Participation financière',
    parts: [
      p(
        `La participation financière de la collectivité a pour seul but de couvrir une part des dépenses engagées par la région académique pour la mise à disposition du logiciel, l’assistance, et l’accompagnement des utilisateurs. La participation des collectivités est fixée à ${unit} TTC par école et par an.`,
      ),
      p(
        'Le paiement des participations financières par année scolaire s’effectue après émission par la région académique d’un titre de perception à l’encontre de la collectivité.',
      ),
      p(`Pour l’année scolaire ${year}, la liste des écoles inscrites et le coût pour la collectivité sont précisés dans l’article 9.`),
    ],
  },
  {
    title: 'Article 5 – Définition et mise en place d’indicateurs d’activité',
    parts: [
      p(
        'Le projet ENT-École s’inscrit dans le dispositif national de mesure d’audience (DNMA) des ENT mis à disposition par le ministère en charge de l’Éducation nationale, qui vise plusieurs objectifs :',
      ),
      list(
        'bénéficier d’un plan de marquage harmonisé au niveau national, qui définit l’ensemble des indicateurs génériques couvrant les services proposés par les ENT ;',
        'rendre compte de la fréquentation des ENT au travers de tableaux de bord accessibles aux porteurs de projets et aux décideurs ;',
        'apporter aux porteurs de projet des éléments de pilotage permettant d’apprécier l’évolution des usages liés à l’ENT, sur l’ensemble des établissements déployés comme au niveau de chacun d’entre eux.',
      ),
      p(
        'Les données anonymes utilisées par ce plan de marquage portent sur les différents profils (élève, enseignant, parent, personnel de collectivité), sur les différents services disponibles dans l’ENT et sur les caractéristiques des sessions de connexion (moment de la journée, durée, type de matériel utilisé). Elles sont issues de la solution logicielle et sont traitées par le prestataire de l’ENT, la cellule nationale qui gère ce dispositif et les instances locales de pilotage du projet au niveau de la région académique, des DSDEN et des circonscriptions.',
      ),
    ],
  },
  {
    title: 'Article 6 – Responsabilité éditoriale et règles déontologiques (sous réserve de l’existence d’un portail)',
    parts: [
      p(
        'Au niveau des écoles, le directeur ou la directrice d’école est désigné(e) comme directeur ou directrice de publication. Le référent ville est désigné directeur de publication pour les espaces d’expression qui lui sont réservés.',
      ),
      p(
        'Le directeur de publication veille à ce qu’aucun contenu illicite, injurieux ou diffamatoire ne soit publié dans l’ENT. Il sensibilise les utilisateurs aux infractions qui pourraient être réalisées et qui sont mentionnées dans la charte validée par les utilisateurs à la première connexion.',
      ),
      p(
        'Les règles déontologiques à toute communication s’appliquent, notamment le devoir de neutralité, de discrétion professionnelle, de correction et de dignité dans les propos.',
      ),
    ],
  },
  {
    title: 'Article 7 – Assistance aux utilisateurs',
    parts: [
      p(
        'L’assistance aux usagers de l’Éducation nationale est assurée via les plateformes d’assistance académiques déjà existantes, en lien avec le prestataire de la solution d’ENT. Les signalements d’incidents ou de demandes d’accompagnement sont possibles 7 j/7, 24 h/24 par les directeurs, les enseignants, les conseillers pédagogiques, les ERUN et les équipes académiques dans leur périmètre.',
      ),
      p('L’assistance des parents est effectuée au niveau des écoles.'),
    ],
  },
  {
    title: 'Article 8 – Protection des données à caractère personnel',
    parts: [
      p(
        'L’ENT a vocation à héberger un grand nombre de données à caractère personnel au sens de la réglementation informatique et libertés. Il est acté de la qualification de responsable de traitement du recteur ou de la rectrice de région académique.',
      ),
      p('La région académique est notamment responsable :'),
      list(
        'du choix d’une solution ENT répondant aux exigences du schéma directeur national des ENT et de la sécurisation juridique de la relation conventionnelle avec l’éditeur retenu ;',
        'de la fourniture, de l’alimentation, de la sécurisation et de l’actualisation de l’annuaire de l’ENT à partir de l’annuaire fédérateur (AAF), lui-même alimenté par les données issues de ONDE que les directeurs devront tenir à jour ;',
        'de la sensibilisation des utilisateurs de l’ENT ;',
        'de la documentation de conformité de cette activité de traitement (via une inscription dans son registre des activités de traitement) ;',
        'du respect des droits des personnes concernées.',
      ),
      p('Pour rappel, s’agissant de l’activité de traitement susvisée, les personnes concernées disposent du droit :'),
      list(
        'd’être informées de ses principales caractéristiques ;',
        'd’accéder aux données détenues par les responsables de traitement ;',
        'de solliciter une rectification des données erronées ou incomplètes les concernant ;',
        'de s’opposer, lorsque des circonstances particulières le justifient, au traitement de leurs données ;',
        'de solliciter, dans les conditions fixées par la réglementation, la limitation du traitement ;',
        'de formuler des directives post-mortem.',
      ),
    ],
  },
  {
    title: `Article 9 – Liste des écoles et coût pour ${whom} pour l’année scolaire ${year}`,
    parts: [
      p(
        plural(count, {
          one: `La collectivité a inscrit ${count} école pour cette année scolaire, pour un montant correspondant à ${count} × ${unit}, soit ${total} TTC.`,
          other: `La collectivité a inscrit ${count} écoles pour cette année scolaire, pour un montant correspondant à ${count} × ${unit}, soit ${total} TTC.`,
        }),
      ),
      p('Liste des écoles :'),
      list(...lines),
    ],
  },
  {
    title: 'Article 10 – Durée de la convention',
    parts: [p(`La présente convention prend effet à la date de signature et se termine au ${term}.`)],
  },
  {
    title: 'Article 11 – Modification et résiliation de la convention',
    parts: [
      p(
        'Si l’une des parties estime que la présente convention n’est pas respectée, elle adresse à l’autre partie une lettre recommandée avec accusé de réception valant mise en demeure lui exposant ses griefs.',
      ),
      p(
        'Une conciliation entre les parties est alors organisée à l’initiative de la partie la plus diligente au plus tard dans le délai d’un mois. En cas d’échec de la conciliation, la présente convention peut être résiliée de plein droit, par la partie qui estime que les engagements réciproques inscrits dans la convention n’ont pas été respectés, à l’expiration d’un délai de quinze jours suivant l’envoi d’une lettre recommandée avec accusé de réception. Cette lettre précise les motifs de la résiliation. Les sommes perçues par la région académique Occitanie au titre de la présente convention ne pourront faire l’objet de remboursement.',
      ),
      p(
        'À défaut d’accord amiable dans un délai d’un mois à compter de la date du courrier visé à l’alinéa précédent, le litige pourra être porté devant le tribunal administratif de Montpellier.',
      ),
    ],
  },
];
