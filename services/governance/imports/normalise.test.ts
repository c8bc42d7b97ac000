import { expect, test } from 'vitest';
import { loginStem } from '#kernel/identity';
import {
  type AafRecord,
  academyOf,
  address,
  civility,
  day,
  email,
  functionKind,
  guardianKind,
  level,
  name,
  phone,
  pupil,
  schoolName,
  siret,
  staff,
  uai,
  unescapeTwice,
} from './normalise.ts';

const record = (attributes: Record<string, string[]>, over: Partial<AafRecord> = {}): AafRecord => ({
  request: 'add',
  category: 'Eleve',
  id: '900001',
  line: 1,
  attributes: new Map(Object.entries(attributes)),
  ...over,
});

test('a UAI has its letter: the vectors of the standards', () => {
  for (const code of ['0312599G', '0310584S', '0312597E', '0312313W', '0311610G', ' 0312599g '])
    expect(uai(code), code).toBe(code.trim().toUpperCase());
  for (const code of ['0312599I', '0312599A', '0312599H', '312599G', '', undefined]) expect(uai(code), String(code)).toBeNull();
});

test('a SIRET has its key', () => {
  expect(siret('21310282500014')).toBe('21310282500014');
  expect(siret('213 102 825 00014')).toBe('21310282500014');
  for (const wrong of ['21310282500015', '213102825', '']) expect(siret(wrong)).toBeNull();
});

test('days are days of the calendar', () => {
  expect(day('04/05/2018')).toBe('2018-05-04');
  expect(day('2018-05-04')).toBe('2018-05-04');
  expect(day('4/5/2018')).toBe('2018-05-04');
  for (const wrong of ['31/02/2018', '2018-13-01', '04/05/18', 'hier', '', undefined, '04/05/3018', '29/02/2019'])
    expect(day(wrong), String(wrong)).toBeNull();
});

test('names lose what nobody typed and keep the rest', () => {
  expect(name('  d’ÉTANG \u00a0 MARTIN ')).toBe('d’ÉTANG MARTIN');
  expect(name('E\u0301loi\u0308se')).toBe('Éloïse');
  expect(name('Lé\u0000a\u202e')).toBe('Lé a');
  expect(name(' \t')).toBeNull();
  expect(loginStem('Éloïse-Marie', 'd’Étang')).toBe('eloisemarie.detang');
  expect(loginStem('Éloïse-Marie', "d'Étang")).toBe('eloisemarie.detang');
});

test('what was escaped twice is undone once', () => {
  expect(unescapeTwice('L&apos;&eacute;cole &#233;&#xe9; &amp;eacute; &inconnue;')).toBe("L'école éé &eacute; &inconnue;");
  expect(name('d&apos;&Eacute;tang')).toBe("d'Étang");
});

test('civilities, phones, mails and addresses', () => {
  expect(['M.', 'm', 'MR', 'Mme', 'Mlle', '', 'Dr'].map(civility)).toEqual(['M.', 'M.', 'M.', 'Mme', 'Mme', null, null]);
  expect(['0612345678', '+33 6 12 34 56 78', '0033(0)612345678', '06.12.34.56.78'].map(phone)).toEqual(Array(4).fill('06 12 34 56 78'));
  expect(phone('+34 600 000 000')).toBe('+34 600 000 000');
  expect(phone('néant')).toBeNull();
  expect(email(' Anne@Exemple.FR ')).toBe('anne@exemple.fr');
  expect(email('anne@exemple')).toBeNull();
  expect(address('12 rue des Lilas$$Bât. B$')).toBe('12 rue des Lilas\nBât. B');
});

test('levels, links, functions, academies: the code tables, old and new', () => {
  expect(['0012$CE1', 'CM2', '$', '', '0001$TPS', 'X$COURS ELEMENTAIRE 2', 'X$ULIS'].map(level)).toEqual([
    'CE1',
    'CM2',
    null,
    null,
    'TPS',
    'CE2',
    'ULIS',
  ]);
  expect(['10', '20', '51', '2', '1', '5', '50', '38', '99', ''].map(guardianKind)).toEqual([
    ...['mother', 'father', 'child-welfare', 'mother', 'father', 'child-welfare', 'tutor', 'grandparent', 'other', 'other'],
  ]);
  expect(['DIR', 'ENS', 'RPL', 'AES', 'AED', 'INS', '-', 'PSY', undefined].map(functionKind)).toEqual([
    ...['director', 'teacher', 'teacher', 'assistant', 'assistant', 'inspector', undefined, undefined, undefined],
  ]);
  expect([academyOf('16')?.key, academyOf('TOULOUSE')?.key, academyOf('11')?.key, academyOf('13')]).toEqual([
    'TOULOUSE',
    'TOULOUSE',
    'MONTPELLIER',
    undefined,
  ]);
});

test('a school says its kind, so that two of the same name are told apart', () => {
  expect(schoolName('E.E.PU$ARTHUR RIMBAUD')).toBe('École élémentaire Arthur Rimbaud');
  expect(schoolName('E.M.PU ARTHUR RIMBAUD-ac-TOULOUSE')).toBe('École maternelle Arthur Rimbaud');
  expect(schoolName('École Jean Moulin')).toBe('École Jean Moulin');
});

test('a pupil’s class is in the fourth and fifth fields, and an ULIS says so without a level', () => {
  const { functions, links, trouble } = pupil(
    record({
      ENTPersonNom: ['Fabre'],
      ENTPersonPrenom: ['Léa'],
      ENTPersonDateNaissance: ['04/05/2018'],
      ENTPersonClasses: ['4242$-$-$7001$CP BLEU'],
      ENTEleveTypeClasse: ['ULIS'],
      ENTEleveAutoriteParentale: ['800001$10', '800002$20', '900001$70'],
    }),
    'TOULOUSE',
  );
  expect(functions).toEqual([
    { school_key: 'TOULOUSE-4242', class_key: 'TOULOUSE-CLASSE-7001', class_name: 'CP BLEU', kind: 'pupil', level: 'ULIS' },
  ]);
  expect(links).toEqual([
    { guardian_key: 'TOULOUSE-800001', kind: 'mother' },
    { guardian_key: 'TOULOUSE-800002', kind: 'father' },
  ]);
  expect(trouble).toBeNull();
});

test('a pupil without a birth date does not pass; a modification that is silent about it does', () => {
  const names = { ENTPersonNom: ['Fabre'], ENTPersonPrenom: ['Léa'] };
  expect(pupil(record(names), 'TOULOUSE').trouble).toBe('no-birth-date');
  expect(pupil(record(names, { request: 'modify' }), 'TOULOUSE')).toMatchObject({ trouble: null, given: ['last_name', 'first_name'] });
  expect(pupil(record({ ENTPersonNom: [] }, { request: 'modify' }), 'TOULOUSE').trouble).toBe('no-name');
});

test('staff direct where either attribute says so, and teach where they only are', () => {
  const kinds = (attributes: Record<string, string[]>) =>
    staff(record({ ENTPersonNom: ['F'], ENTPersonPrenom: ['N'], ...attributes }, { category: 'PersEducNat' }), 'TOULOUSE').functions.map(
      ({ school_key, kind }) => `${school_key} ${kind}`,
    );
  expect(kinds({ ENTPersonFonctions: ['43$DIR$DIRECTION$D0011$X'] })).toEqual(['TOULOUSE-43 director']);
  expect(kinds({ ENTPersonFonctions: ['43$ENS$X$G0170$X'], ENTEnsFonctionDir: ['43'] })).toEqual([
    'TOULOUSE-43 teacher',
    'TOULOUSE-43 director',
  ]);
  expect(kinds({ ENTPersonFonctions: ['-$-$-$-$-'], ENTPersonStructRattach: ['43'] })).toEqual([]);
  expect(kinds({ ENTPersonStructRattach: ['43'], ENTPersonCategorieEnseignant: ['O'] })).toEqual(['TOULOUSE-43 teacher']);
});
