import { expect, test } from 'vitest';
import { commonWords, simpleWords } from './common-passwords.ts';
import { passphrase } from './passphrase.ts';
import { type PasswordFault, passwordFault } from './password-fault.ts';

const lea = ['Léa', 'Martin', 'lea.martin', 'Tilleuls', 'École', '2018', '04052018', '040518'];

test.for<[string, PasswordFault | undefined]>([
  ['girafe tulipe velo nuage', undefined],
  ['girafe tulipe vélo nuage', undefined],
  ['GirafeTulipeVeloNuage', undefined],
  ['la mer monte ce soir', undefined],
  ['qK7-vd2!pZx9', undefined],
  ['ж два синих слона летят', undefined],
  ['court', 'short'],
  ['onze lettre', 'short'],
  ['a'.repeat(201), 'long'],
  ['motdepasse123', 'common'],
  ['MotDePasse2026!', 'common'],
  ['m0td3p@sse2026', 'common'],
  ['azertyuiop12', 'common'],
  ['1234azertyuiop', 'common'],
  ['123456789012', 'common'],
  ['14/07/2012 14072012', 'common'],
  ['061234567890', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abababababab', 'common'],
  ['soleilsoleil', 'common'],
  ['doudou doudou', 'common'],
  ['marseille1993', 'common'],
  ['Marseille-1993', 'common'],
  ['toulousain31!', 'common'],
  ['parissaintgermain', undefined],
  ['psgpsgpsgpsg', 'common'],
  ['tulipe123456', 'common'],
  ['jetaimemaman1', 'common'],
  ['aqwzsxedcrfv', 'common'],
  ['1a2z3e4r5t6y', 'common'],
  ['preau-rectorat-2026', 'common'],
  ['LeaMartin2018', 'personal'],
  ['lea.martin.31', 'personal'],
  ['Tilleuls-31140', 'personal'],
  ['École Tilleuls 2018', 'personal'],
  ['martin soleil 2018', 'personal'],
  ['martin girafe tulipe nuage', undefined],
])('« %s »: %s', ([password, fault]) => {
  expect(passwordFault(password, lea)).toBe(fault);
});

test('64 characters and more are welcome, and no kind of character is asked for', () => {
  expect(passwordFault('une phrase assez longue pour que personne ne la devine jamais, pas même ma sœur', [])).toBeUndefined();
});

test('the lists are long, and without a word that no password could be', () => {
  expect(commonWords.size).toBeGreaterThan(3000);
  expect(simpleWords.length).toBeGreaterThan(1024);
  expect(simpleWords.filter((word) => word.length < 3 || word.length > 12)).toEqual([]);
});

test('a passphrase is five simple words, another one each time, and always good enough', () => {
  const drawn = Array.from({ length: 200 }, passphrase);
  expect(new Set(drawn).size).toBe(200);
  for (const phrase of drawn) {
    expect(phrase.split(' ')).toHaveLength(5);
    expect(phrase.split(' ').every((word) => simpleWords.includes(word))).toBe(true);
    expect(passwordFault(phrase, []), phrase).toBeUndefined();
  }
});
