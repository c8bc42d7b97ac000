import type { Guardian, Person, Pupil, SchoolBody, Site, Staff } from '../model.ts';

export type Category = 'EtabEducNat' | 'Eleve' | 'PersRelEleve' | 'PersEducNat';
export const CATEGORIES: Category[] = ['EtabEducNat', 'Eleve', 'PersRelEleve', 'PersEducNat'];

/** One AAF entry; an attribute always stands, with no value when there is none (written `<value/>`). Source: standards 2.3. */
export type AafRecord = { category: Category; id: string; attributes: [name: string, values: string[]][] };

const frenchDay = (iso: string): string => (iso === '' ? '' : `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`);
const yesNo = (value: boolean): string => (value ? 'O' : 'N');
const one = (value: string): string[] => (value === '' ? [] : [value]);

const natures = { maternelle: ['101', 'ECOLE MATERNELLE'], elementaire: ['151', 'ECOLE ELEMENTAIRE'], primaire: ['151', 'ECOLE PRIMAIRE'] };
/** MEFSTAT4 of the first degree has no public table (standards 12.2): four digits, stable, ours. */
const levelCodes: Record<string, string> = {
  TPS: '0001',
  PS: '0002',
  MS: '0003',
  GS: '0004',
  CP: '0011',
  CE1: '0012',
  CE2: '0013',
  CM1: '0014',
  CM2: '0015',
};
const cycles: Record<string, string> = { TPS: 'I', PS: 'I', MS: 'I', GS: 'I', CP: 'II', CE1: 'II', CE2: 'II', CM1: 'III', CM2: 'III' };
export const cycleOf = (level: string): string => (cycles[level] ? `CYCLE ${cycles[level]}` : '');

function personAttributes(category: Category, person: Person): [string, string[]][] {
  return [
    ['categoriePersonne', [category]],
    ['ENTPersonJointure', [person.jointure]],
    ['ENTPersonDateNaissance', one(frenchDay(person.birthDate))],
    ['ENTPersonNom', [person.lastName]],
    ['ENTPersonNomPatro', [person.birthName]],
    ['ENTPersonPrenom', one(person.firstName)],
    ['ENTPersonAutresPrenoms', person.otherNames],
    ['ENTPersonCivilite', one(person.civility)],
  ];
}

function schoolRecord(school: SchoolBody): AafRecord {
  const [code = '', label = ''] = natures[school.kind];
  // Some exports end the name by the academy, some cut it in `$` parts (standards 2.3): the reader must undo both.
  const suffix = school.rank >= 5 && school.rank % 4 === 1 ? `-ac-${school.academy.name}` : '';
  const name = school.rank >= 5 && school.rank % 4 === 2 ? school.name.replace('PU ', 'PU$') : school.name;
  return {
    category: 'EtabEducNat',
    id: school.jointure,
    attributes: [
      ['categorieStructure', ['EtabEducNat']],
      ['ENTStructureJointure', [school.jointure]],
      ['ENTStructureUAI', [school.uai]],
      ['ENTStructureSIREN', [school.siret]],
      ['ENTStructureNomCourant', [`${name}${suffix}`]],
      ['ENTStructureTypeStruct', [label]],
      ['ENTStructureCodeTypeStruct', [code]],
      ['ENTEcoleMinistereTutelle', ["MINISTERE DE L'EDUCATION NATIONALE"]],
      ['ENTEcoleCodeMinistereTutelle', ['06']],
      ['ENTEtablissementContrat', ['PU']],
      ['ENTStructureBoitePostale', []],
      ['ENTStructureAdresse', [school.address]],
      ['ENTStructureCodePostal', [school.commune.postalCode]],
      ['ENTStructureVille', [school.commune.name.toLocaleUpperCase('fr')]],
      ['ENTStructureTelephone', [school.phone]],
      ['ENTStructureFax', []],
      ['ENTStructureEmail', [school.mail]],
      ['ENTStructureMailSI', []],
      ['ENTServAcAcademie', [school.academy.name]],
      ['ENTServAcCodeAcademie', [school.academy.code]],
      ['ENTEcoleSecteur', ['PUBLIC']],
      ['ENTEcoleCirconscription', [school.circonscription.id]],
      ['ENTEcoleCommune', [school.commune.insee]],
      ['ENTEcoleRPI', one(school.rpi ?? '')],
    ],
  };
}

function pupilRecord(pupil: Pupil): AafRecord {
  const school = pupil.school.jointure;
  return {
    category: 'Eleve',
    id: pupil.jointure,
    attributes: [
      ...personAttributes('Eleve', pupil),
      ['ENTEleveINE', one(pupil.ine)],
      ['ENTPersonMail', []],
      ['ENTEleveAutoriteParentale', pupil.guardians.map(({ guardian, link }) => `${guardian.jointure}$${link}`)],
      ['ENTPersonStructRattach', [school]],
      ['ENTPersonClasses', [`${school}$-$-$${pupil.room.id}$${pupil.room.label}`]],
      ['ENTPersonGroupes', pupil.groups.map((group) => `${school}$-$-$${group.id}$${group.label}`)],
      ['ENTEleveNiveau', pupil.level === '' ? [] : [`${levelCodes[pupil.level]}$${pupil.level}`]],
      ['ENTEleveCycle', one(cycleOf(pupil.level))],
      ['ENTEleveTypeClasse', [pupil.room.ulis ? 'ULIS' : 'ORDINAIRE']],
      ['ENTEleveDateEntreeClasses', [frenchDay(pupil.since)]],
      ['ENTEleveDateSortieClasses', []],
      ['ENTEleveDateEntreeStructRattach', [frenchDay(pupil.since)]],
      ['ENTEleveDateSortieStructRattach', []],
      ['ENTEleveRestaurantScolaire', [yesNo(pupil.canteen)]],
      ['ENTEleveTransport', [yesNo(pupil.bus)]],
      ['ENTEleveGarderieMatin', [yesNo(pupil.morningCare)]],
      ['ENTEleveGarderieSoir', [yesNo(pupil.eveningCare)]],
      ['ENTEleveEtudesSurveillees', [yesNo(pupil.supervisedStudy)]],
    ],
  };
}

function guardianRecord(guardian: Guardian, children: Pupil[]): AafRecord {
  return {
    category: 'PersRelEleve',
    id: guardian.jointure,
    attributes: [
      ...personAttributes('PersRelEleve', guardian),
      ['ENTPersonMail', one(guardian.mail)],
      ['ENTPersonTelPerso', one(guardian.homePhone)],
      ['ENTPersRelEleveTelPro', one(guardian.workPhone)],
      ['ENTPersRelEleveTelMobile', one(guardian.mobile)],
      ['ENTPersonAdresse', [guardian.address.lines.join('$')]],
      ['ENTPersonCodePostal', [guardian.address.postalCode]],
      ['ENTPersonVille', [guardian.address.city]],
      ['ENTPersonPays', ['FRANCE']],
      ['ENTPersonAdresseDiffusion', [yesNo(guardian.shareAddress)]],
      ['ENTPersRelEleveEleve', children.map((child) => child.jointure)],
    ],
  };
}

function staffRecord(staff: Staff, since: string): AafRecord {
  const functions = staff.functions.map((duty) => [duty.school, duty.code, duty.label, duty.post, duty.postLabel].join('$'));
  return {
    category: 'PersEducNat',
    id: staff.jointure,
    attributes: [
      ...personAttributes('PersEducNat', staff),
      ['ENTPersonMail', one(staff.mail)],
      ['ENTPersonStructRattach', staff.schools],
      ['ENTPersonStructRattachDate', staff.schools.map(() => since)],
      ['ENTPersonFonctions', functions],
      ['ENTPersonFonctionsDate', functions.map(() => since)],
      ['ENTEnsFonctionDir', staff.directs],
      ['ENTEnsFonctionDirDate', staff.directs.map(() => since)],
      ['ENTEnsSpecialites', []],
      ['ENTPersonCategorieEnseignant', [yesNo(staff.teaching)]],
      ['ENTPersonCategorieEnseignantDate', [since]],
    ],
  };
}

/** Guardians are those some pupil names: a parent leaves AAF with the last child (standards 2.7). */
export function* recordsOf(site: Site, schoolYear: number): Generator<AafRecord> {
  for (const school of site.schools) yield schoolRecord(school);
  const children = new Map<Guardian, Pupil[]>();
  for (const family of site.families) {
    for (const pupil of family.pupils) {
      yield pupilRecord(pupil);
      for (const { guardian } of pupil.guardians) {
        const known = children.get(guardian);
        if (known) known.push(pupil);
        else children.set(guardian, [pupil]);
      }
    }
  }
  for (const [guardian, pupils] of children) yield guardianRecord(guardian, pupils);
  for (const staff of site.staff) yield staffRecord(staff, `01/09/${schoolYear}`);
}
