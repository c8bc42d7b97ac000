import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Story, type StoryName, synth, universe } from './index.ts';
import { type Directory, obey, plain, textOf } from './read.fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'synth-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = (): string => {
  folders += 1;
  return join(root, String(folders));
};

function fingerprint(place: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(file).update(readFileSync(join(place, file)));
  return hash.digest('hex');
}

const day = folder();
const complet = await synth({ folder: day, schools: 9 });
const directory: Directory = new Map();
obey(directory, day, complet.files);

const valuesOf = (academy: string, id: string | undefined, attribute: string): string[] =>
  (directory.get(`${academy}-${id}`)?.attributes.get(attribute) ?? []).map(plain);
function story(name: StoryName): Story {
  const told = complet.stories[name];
  if (!told) throw new Error(`no story of ${name}`);
  return told;
}
const of = (told: Story, id: string | undefined, attribute: string): string[] => valuesOf(told.academy, id, attribute);
const entries = (category: string) => [...directory].filter(([, entry]) => entry.category === category);

describe('the same seed', () => {
  test('gives the same bytes, another seed gives others', async () => {
    const [one, two, other] = [folder(), folder(), folder()];
    const files = (await synth({ folder: one, seed: 7, schools: 8 })).files;
    await synth({ folder: two, seed: 7, schools: 8 });
    await synth({ folder: other, seed: 8, schools: 8 });
    expect(fingerprint(two, files)).toBe(fingerprint(one, files));
    expect(fingerprint(other, files)).not.toBe(fingerprint(one, files));
  });

  test('gives the five schools the same people whatever the number of schools', () => {
    const names = (schools: number): string[] => {
      const first = [...universe({ schools })].slice(0, 5);
      return first.flatMap((school) => school.pupils.map((one) => one.lastName));
    };
    expect(names(9)).toEqual(names(5));
  });
});

describe('the files', () => {
  test('are counted as they are', () => {
    expect(entries('EtabEducNat')).toHaveLength(9);
    expect(entries('Eleve')).toHaveLength(complet.counts.pupils);
    expect(entries('PersRelEleve')).toHaveLength(complet.counts.guardians);
    expect(entries('PersEducNat')).toHaveLength(complet.counts.staff);
    expect(complet.files).toContain('MONTPELLIER/ENT1D_Complet_20260901_PersEducNat_0000.xml');
  });

  test('are read strictly in the encoding they declare, old and new', () => {
    const heads = complet.files.map((file) => textOf(join(day, file)).slice(0, 60));
    expect(new Set(heads.map((head) => /encoding="(.*?)"/.exec(head)?.[1]))).toEqual(new Set(['UTF-8', 'ISO-8859-15']));
    const guardians = readFileSync(join(day, 'TOULOUSE/ENT1D_Complet_20260901_PersRelEleve_0000.xml'));
    expect(guardians.includes(Buffer.from('LEB\xbcUF', 'latin1'))).toBe(true);
    expect(guardians.includes(Buffer.from('D&#8217;', 'latin1'))).toBe(true);
  });

  test('hold doubly escaped entities', () => {
    const pupils = textOf(join(day, 'TOULOUSE/ENT1D_Complet_20260901_Eleve_0000.xml'));
    expect(pupils).toContain('&amp;eacute;');
    const all = complet.files.map((file) => textOf(join(day, file))).join('');
    expect(all).toContain('&amp;apos;');
  });

  test('turn to a new part when one is full', async () => {
    const place = folder();
    const { files } = await synth({ folder: place, perPart: 300, encoding: 'iso-8859-15' });
    expect(files).toContain('TOULOUSE/ENT1D_Complet_20260901_Eleve_0002.xml');
    const cut: Directory = new Map();
    obey(cut, place, files);
    expect([...cut.values()].filter((entry) => entry.category === 'Eleve').length).toBeGreaterThan(800);
  });

  test('tell the truth of the universe', () => {
    let guardians = 0;
    for (const school of universe({ schools: 9 })) {
      const academy = school.academy.name;
      for (const pupil of school.pupils) {
        expect(valuesOf(academy, pupil.jointure, 'ENTPersonNom')).toEqual([pupil.lastName]);
        expect(valuesOf(academy, pupil.jointure, 'ENTEleveAutoriteParentale')).toEqual(
          pupil.guardians.map((one) => `${one.guardian.jointure}$${one.link}`),
        );
        expect(valuesOf(academy, pupil.jointure, 'ENTPersonClasses')).toEqual([
          `${school.jointure}$-$-$${pupil.room.id}$${pupil.room.label}`,
        ]);
      }
      for (const guardian of school.guardians) {
        guardians += 1;
        expect(valuesOf(academy, guardian.jointure, 'ENTPersRelEleveEleve').length).toBeGreaterThan(0);
      }
    }
    expect(guardians).toBeGreaterThan(complet.counts.guardians);
  });

  test('link children and guardians both ways', () => {
    for (const [key, entry] of entries('PersRelEleve')) {
      const [academy = '', id = ''] = key.split('-');
      for (const child of entry.attributes.get('ENTPersRelEleveEleve') ?? []) {
        const links = valuesOf(academy, child, 'ENTEleveAutoriteParentale').map((link) => link.split('$')[0]);
        expect(links).toContain(id);
      }
    }
  });

  test('give each child the age of the level', () => {
    for (const [, entry] of entries('Eleve')) {
      const level = entry.attributes.get('ENTEleveNiveau')?.[0]?.split('$')[1];
      const age = 2026 - Number(entry.attributes.get('ENTPersonDateNaissance')?.[0]?.slice(6));
      if (!level) continue;
      const expected = ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'].indexOf(level) + 2;
      expect([expected, expected + 1]).toContain(age);
    }
  });

  test('give INE of the right shape, once each', () => {
    const numbers = entries('Eleve').flatMap(([, entry]) => entry.attributes.get('ENTEleveINE') ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((ine) => !/^\d{9}[A-Z]{2}$/.test(ine))).toEqual([]);
  });
});

describe('remarkable people', () => {
  test('separated parents live at two addresses and answer two phones', () => {
    const told = story('separatedParents');
    const [one, two] = told.guardians;
    expect(of(told, told.pupils[0], 'ENTEleveAutoriteParentale')).toHaveLength(2);
    expect(of(told, one, 'ENTPersonAdresse')).not.toEqual(of(told, two, 'ENTPersonAdresse'));
    expect(of(told, one, 'ENTPersRelEleveTelMobile')).not.toEqual(of(told, two, 'ENTPersRelEleveTelMobile'));
  });

  test('a quarter of families are separated', () => {
    const families = new Set([...universe({ schools: 30 })].flatMap((school) => school.families));
    const apart = [...families].filter((family) => family.situation === 'separated').length / families.size;
    expect(apart).toBeGreaterThan(0.2);
    expect(apart).toBeLessThan(0.3);
  });

  test('siblings of two schools have the same parents', () => {
    const told = story('siblingsAcrossSchools');
    const [one, two] = told.pupils;
    expect(of(told, one, 'ENTPersonStructRattach')).not.toEqual(of(told, two, 'ENTPersonStructRattach'));
    expect(of(told, told.guardians[0], 'ENTPersRelEleveEleve')).toEqual([one, two]);
  });

  test('twins share a birth date, homonyms share names only', () => {
    const twins = story('twins');
    const [one, two] = twins.pupils;
    expect(of(twins, one, 'ENTPersonDateNaissance')).toEqual(of(twins, two, 'ENTPersonDateNaissance'));
    const homonyms = story('homonyms');
    const [first, second] = homonyms.pupils;
    for (const name of ['ENTPersonNom', 'ENTPersonPrenom', 'ENTPersonStructRattach'])
      expect(of(homonyms, first, name)).toEqual(of(homonyms, second, name));
    expect(of(homonyms, first, 'ENTPersonDateNaissance')).not.toEqual(of(homonyms, second, 'ENTPersonDateNaissance'));
  });

  test.each([
    ['straightApostrophe', 'ENTPersonNom', "D'ALMEIDA"],
    ['typographicApostrophe', 'ENTPersonNom', 'D’ÉTANG'],
    ['typographicApostrophe', 'ENTPersonPrenom', 'Éloïse-Marie'],
    ['particle', 'ENTPersonNom', 'DE LA FONTAINE-DUPRÉ'],
    ['ligature', 'ENTPersonNom', 'LEBŒUF'],
    ['usualName', 'ENTPersonNomPatro', 'BENHAMOU'],
  ] as const)('%s is written as it is borne', (name, attribute, written) => {
    const told = story(name);
    expect(of(told, told.pupils[0], attribute)).toEqual([written]);
  });

  test('a tutor and the ASE are linked by their codes', () => {
    const [tutor, ase] = [story('tutor'), story('ase')];
    expect(of(tutor, tutor.pupils[0], 'ENTEleveAutoriteParentale')).toEqual([`${tutor.guardians[0]}$50`]);
    expect(of(ase, ase.pupils[0], 'ENTEleveAutoriteParentale')).toEqual([`${ase.guardians[0]}$51`]);
  });

  test('some guardians have no mail, some no phone', () => {
    const [mail, phone] = [story('guardianWithoutMail'), story('guardianWithoutPhone')];
    expect(of(mail, mail.guardians[0], 'ENTPersonMail')).toEqual([]);
    const numbers = ['ENTPersonTelPerso', 'ENTPersRelEleveTelPro', 'ENTPersRelEleveTelMobile'];
    expect(numbers.flatMap((name) => of(phone, phone.guardians[0], name))).toEqual([]);
  });

  test('a parent may teach in the next school, under another key', () => {
    const told = story('parentAndTeacher');
    const [parent, teacher] = [told.guardians[0], told.staff[0]];
    expect(parent).not.toBe(teacher);
    for (const name of ['ENTPersonNom', 'ENTPersonPrenom', 'ENTPersonDateNaissance']) {
      expect(of(told, parent, name)).toEqual(of(told, teacher, name));
      expect(of(told, parent, name)).toHaveLength(1);
    }
  });

  test('an ULIS pupil has no level', () => {
    const told = story('ulisPupil');
    expect(of(told, told.pupils[0], 'ENTEleveNiveau')).toEqual([]);
    expect(of(told, told.pupils[0], 'ENTEleveTypeClasse')).toEqual(['ULIS']);
  });

  test('in a double-level class each pupil has one of two levels', () => {
    const told = story('doubleLevelClass');
    expect(new Set(told.pupils.flatMap((pupil) => of(told, pupil, 'ENTEleveNiveau'))).size).toBe(2);
    expect(new Set(told.pupils.flatMap((pupil) => of(told, pupil, 'ENTPersonClasses'))).size).toBe(1);
  });

  test('a teacher has two schools, a remplaçant has none, every school has a director', () => {
    const [two, none] = [story('teacherOnTwoSchools'), story('replacementWithoutSchool')];
    expect(of(two, two.staff[0], 'ENTPersonStructRattach')).toHaveLength(2);
    expect(of(two, two.staff[0], 'ENTPersonFonctions')).toHaveLength(2);
    expect(directory.has(`${none.academy}-${none.staff[0]}`)).toBe(true);
    expect(of(none, none.staff[0], 'ENTPersonStructRattach')).toEqual([]);
    const directed = entries('PersEducNat').flatMap(([key, entry]) =>
      (entry.attributes.get('ENTEnsFonctionDir') ?? []).map((id) => `${key.split('-')[0]}-${id}`),
    );
    expect(new Set(directed)).toEqual(new Set(entries('EtabEducNat').map(([key]) => key)));
    const aesh = entries('PersEducNat').filter(([, entry]) => entry.attributes.get('ENTPersonFonctions')?.[0]?.includes('$AES$'));
    expect(aesh.length).toBeGreaterThan(5);
  });

  test('an RPI binds the schools of two communes', () => {
    const schools = entries('EtabEducNat').filter(([, entry]) =>
      story('rpi').schools.includes(entry.attributes.get('ENTStructureUAI')?.[0] ?? ''),
    );
    const field = (name: string): Set<string | undefined> => new Set(schools.map(([, entry]) => entry.attributes.get(name)?.[0]));
    expect(schools).toHaveLength(2);
    expect(field('ENTEcoleRPI').size).toBe(1);
    expect([...field('ENTEcoleRPI')][0]).toMatch(/^031\d{3}$/);
    expect(field('ENTEcoleCommune').size).toBe(2);
  });

  test('one key means two people in two academies', () => {
    const id = story('sameIdInBothAcademies').staff[0];
    expect(directory.get(`TOULOUSE-${id}`)?.category).toBeDefined();
    expect(directory.get(`MONTPELLIER-${id}`)?.category).toBe('PersEducNat');
  });

  test.each([2, 3, 42])('seed %i has them all too', async (seed) => {
    const { stories } = await synth({ folder: folder(), seed, schools: 8 });
    expect(Object.keys(stories).sort()).toEqual(Object.keys(complet.stories).sort());
  });
});
