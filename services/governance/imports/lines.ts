import { texts } from '#kernel/texts';
import type { Args } from './tables.ts';

/** What each code of the report means, for somebody who will ask the academy or the school to put it right in ONDE. */
const sentences = texts('imports-lines', {
  'no-file': () => 'Aucun fichier de l’annuaire (…Eleve_0000.xml) n’a été trouvé dans ce dossier.',
  'several-deliveries': ({ days }: Args) => `Le dossier contient plusieurs livraisons (${days}) : choisissez-en une.`,
  'missing-category': ({ category, academy }: Args) =>
    `Il manque le fichier ${category} de ${academy} : un Complet sans lui ferait partir tout le monde.`,
  'missing-part': ({ name }: Args) => `Il manque ${name} : la livraison est incomplète.`,
  'unknown-academy': ({ folder }: Args) =>
    `« ${folder} » ne dit pas de quelle académie il s’agit : nommez le dossier TOULOUSE ou MONTPELLIER.`,
  'bad-encoding': ({ encoding }: Args) => `Le fichier n’est pas écrit en ${encoding} comme il l’annonce.`,
  'unknown-encoding': ({ encoding }: Args) => `L’encodage annoncé (${encoding}) n’est pas connu.`,
  malformed: ({ message }: Args) => `Le fichier n’est pas un XML correct : ${message}`,
  truncated: () => 'Le fichier s’arrête avant la fin : il a sans doute été coupé pendant l’envoi.',
  entities: () => 'Le fichier déclare ses propres entités (DTD interne) : il est refusé par sécurité.',
  'too-long': () => 'Une valeur ou un enregistrement est anormalement long : le fichier est refusé par sécurité.',
  'too-deep': () => 'Les balises sont imbriquées trop profondément : le fichier est refusé par sécurité.',
  'not-aaf': ({ name }: Args) => `Ce n’est pas un fichier de l’annuaire : sa racine est <${name}>.`,
  'unknown-category': ({ category }: Args) => `Catégorie inconnue : « ${category} ».`,
  'wrong-category': ({ category }: Args) => `Un enregistrement ${category} se trouve dans un fichier d’une autre catégorie.`,
  unreadable: () => 'Un fichier a été retiré pendant la lecture, ou Préau n’a pas le droit de le lire.',
  'impossible-value': () => 'Un fichier contient une valeur que la base refuse : demandez une nouvelle extraction à l’académie.',
  'no-id': () => 'La ligne n’a pas de clé de jointure : elle ne peut pas être retrouvée.',
  'no-name': () => 'Le nom ou le prénom manque.',
  'no-birth-date': () => 'La date de naissance manque ou n’est pas une date : l’élève est rejeté.',
  duplicate: () => 'Cet identifiant a déjà été lu : seule la première ligne compte.',
  'duplicate-uai': () => 'Une autre école du fichier a le même UAI.',
  'unknown-school': () => 'L’école de cet élève n’est ni dans les fichiers ni dans Préau.',
  'no-child': () => 'Aucun élève présent ne désigne cette personne comme responsable.',
  'bad-uai': () => 'L’UAI n’est pas valide : l’école est rejetée, et ses élèves avec elle.',
  'modify-unknown': () => 'Cette ligne modifie quelqu’un que Préau ne connaît pas : attendez le prochain Complet.',
  'school-deleted': () => 'L’annuaire supprime cette école : rien n’est fait, fermez-la depuis la vie des conventions.',
  'unknown-attribute': ({ name, times }: Args) => `L’attribut « ${name} » n’est pas connu : il est ignoré (${times} fois dans ce fichier).`,
  'absent-parent': ({ guardian }: Args) =>
    `Le responsable ${guardian} n’est pas dans les fichiers : l’élève passe, le lien n’est pas fait.`,
  'own-guardian': () => 'L’élève est indiqué comme son propre responsable : le lien n’est pas fait.',
  'function-elsewhere': ({ school }: Args) => `L’école ${school} n’est pas connue : cette fonction n’est pas reprise.`,
  'other-function': ({ code }: Args) => `La fonction ${code} n’ouvre pas de droit dans l’école : la personne a un compte, sans classe.`,
  'delete-unknown': () => 'Cette ligne supprime quelqu’un que Préau ne connaît pas : rien à faire.',
  'bad-siret': ({ value }: Args) => `Le SIRET « ${value} » n’est pas valide : il n’est pas repris.`,
});

const isKnown = (code: string): code is keyof typeof sentences => code in sentences;

/** The sentence of a code. A code that nobody wrote a sentence for is shown as it is, rather than nothing. */
export const sentenceOf = (code: string, args: Args): string => (isKnown(code) ? sentences[code](args) : code);
