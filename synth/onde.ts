import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cycleOf } from './aaf/records.ts';
import { windows1252Csv } from './encoding.ts';
import type { Guardian, Pupil, SchoolBody, Site, Staff } from './model.ts';

/** The three dialects met in schools (standards 2.8), dealt out by the rank of the school. */
type Dialect = 'onde' | 'onde-bom' | 'be1d';
const dialects: Dialect[] = ['onde', 'onde-bom', 'be1d'];
const dialectOf = (school: SchoolBody): Dialect => dialects[school.rank % dialects.length] ?? 'onde';

const pupilHeader =
  `Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1;Cp1;Commune1;Pays1;Adresse2;Cp2;Commune2;Pays2; Cycle;Niveau;
Libellé classe;Identifiant classe;Attestation fournie;Autorisation associations;Autorisation photo;Décision de passage`
    .replace('\n', '')
    .split(';');
const oldPupilHeader =
  `Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Sexe;Adresse1;Cp1;Commune1;Pays1;Adresse2;Cp2;Commune2;Pays2; Cycle;Niveau;
Classe;Attestation fournie;Autorisations associations;Autorisations photos;Décision de passage`
    .replace('\n', '')
    .split(';');
const teacherHeader =
  'Civilité;Nom usage;Nom;Prénom;Adresse;CP;Commune;Pays;Courriel;Téléphone domicile;Téléphone portable;Directeur;Classe'.split(';');
const guardianHeader = `Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;
Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Téléphone portable`
  .replace('\n', '')
  .split(';');
const childHeader = ["Nom d'usage enfant", 'Nom de famille enfant', 'Prénom enfant', 'Classes enfants'];

const frenchDay = (iso: string): string => iso.split('-').reverse().join('/');
/** ONDE leaves the usual name empty when it is the family name. */
const usual = (person: { lastName: string; birthName: string }): string => (person.lastName === person.birthName ? '' : person.lastName);

function addressCells(guardian: Guardian | undefined): string[] {
  if (!guardian) return ['', '', '', ''];
  return [guardian.address.lines.join(' '), guardian.address.postalCode, guardian.address.city, 'FRANCE'];
}

function pupilRow(pupil: Pupil, dialect: Dialect): string[] {
  const [first, second] = pupil.guardians;
  const apart = second && second.guardian.address !== first?.guardian.address ? second.guardian : undefined;
  const sex = pupil.civility === 'Mlle' ? 'F' : 'M';
  const born = dialect === 'be1d' ? pupil.birthDate : frenchDay(pupil.birthDate);
  const level = pupil.level === '' ? 'ULIS' : pupil.level;
  const consent = first?.guardian.shareAddress ? 'Oui' : 'Non';
  return [
    ...[pupil.birthName, usual(pupil), pupil.firstName, born, sex],
    ...(dialect === 'be1d' ? [] : [pupil.ine]),
    ...addressCells(first?.guardian),
    ...addressCells(apart),
    ...[cycleOf(pupil.level), level, pupil.room.label],
    ...(dialect === 'be1d' ? [] : [pupil.room.id]),
    ...['Oui', consent, pupil.canteen ? 'Oui' : 'Non', ''],
  ];
}

/** A teacher of two classes has two rows; there is no key but the name. */
function teacherRows(school: SchoolBody, staff: Staff[]): string[][] {
  return staff
    .filter((one) => one.teaching && one.schools.includes(school.jointure))
    .flatMap((one) => {
      const rooms = school.classes.filter((room) => room.teachers.includes(one.jointure)).map((room) => room.label);
      const directs = one.directs.includes(school.jointure) ? 'oui' : 'non';
      const cells = [one.civility, usual(one), one.birthName, one.firstName, '', '', '', '', one.mail, '', '', directs];
      return (rooms.length > 0 ? rooms : ['']).map((room) => [...cells, room]);
    });
}

function guardianRows(pupils: Pupil[], dialect: Dialect): { rows: string[][]; width: number } {
  const children = new Map<Guardian, Pupil[]>();
  for (const pupil of pupils)
    for (const { guardian } of pupil.guardians) children.set(guardian, [...(children.get(guardian) ?? []), pupil]);
  const rows = [...children].map(([guardian, theirs]) => [
    ...[guardian.civility, usual(guardian), guardian.birthName, guardian.firstName],
    ...addressCells(guardian),
    ...[guardian.mail, guardian.homePhone, guardian.workPhone, guardian.mobile],
    // BE1D writes labels its own way in this extraction, with double spaces: classes cannot be joined on the raw text.
    ...theirs.flatMap((child) => [
      usual(child),
      child.birthName,
      child.firstName,
      dialect === 'be1d' ? child.room.label.replace(' ', '  ') : child.room.label,
    ]),
  ]);
  return { rows, width: Math.max(1, ...[...children.values()].map((theirs) => theirs.length)) };
}

function csv(header: string[], rows: string[][], dialect: Dialect): Buffer {
  const cell = (text: string): string => (dialect === 'be1d' || /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(';'));
  if (dialect !== 'onde-bom') return windows1252Csv(`${lines.join('\r\n')}\r\n`);
  // The typographic apostrophe of the newer headers defeats a reader that strips only the ASCII one.
  const [first = '', ...others] = lines;
  return Buffer.from(`\uFEFF${[first.replaceAll("'", '’'), ...others].join('\n')}\n`, 'utf8');
}

/** Three extractions per school, in `<folder>/ONDE/<UAI>/`. Answers the number of files. */
export async function writeOnde(site: Site, folder: string): Promise<number> {
  const everyone = site.families.flatMap((family) => family.pupils);
  for (const school of site.schools) {
    const dialect = dialectOf(school);
    const pupils = everyone.filter((pupil) => pupil.school === school);
    const guardians = guardianRows(pupils, dialect);
    const children = Array.from({ length: guardians.width }, () => childHeader).flat();
    const place = join(folder, 'ONDE', school.uai);
    const pupilRows = pupils.map((pupil) => pupilRow(pupil, dialect));
    await mkdir(place, { recursive: true });
    await Promise.all([
      writeFile(join(place, 'CSVExtraction-eleves.csv'), csv(dialect === 'be1d' ? oldPupilHeader : pupilHeader, pupilRows, dialect)),
      writeFile(join(place, 'CSVExtraction-enseignants.csv'), csv(teacherHeader, teacherRows(school, site.staff), dialect)),
      writeFile(join(place, 'CSVExtraction-responsables.csv'), csv([...guardianHeader, ...children], guardians.rows, dialect)),
    ]);
  }
  return site.schools.length * 3;
}
