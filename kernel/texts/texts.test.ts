import { expect, test } from 'vitest';
import { listed, plural, speaking, texts, thisMoment, translate } from './index.ts';

const t = texts('a room of the test', {
  sign: 'Signer',
  hello: ({ name }: { name: string }) => `Bonjour ${name}`,
  families: ({ count }: { count: number }) => plural(count, { one: `${count} famille`, other: `${count} familles` }),
});

test('French is spoken when nobody asked for anything else', () => {
  expect(t.sign).toBe('Signer');
  expect(t.hello({ name: 'Zoé' })).toBe('Bonjour Zoé');
});

test('zero and one are singular in French', () => {
  expect([0, 1, 2].map((count) => t.families({ count }))).toEqual(['0 famille', '1 famille', '2 familles']);
});

test('another language replaces sentences without touching the page, and falls back to French', () => {
  translate('en', 'a room of the test', {
    sign: 'Sign',
    families: ({ count }: { count: number }) => plural(count, { one: `${count} family`, other: `${count} families` }),
  });
  speaking('en', () => {
    expect(t.sign).toBe('Sign');
    expect(t.families({ count: 0 })).toBe('0 families');
    expect(t.hello({ name: 'Zoé' })).toBe('Bonjour Zoé');
  });
  expect(t.sign).toBe('Signer');
});

test('names are listed as French does', () => {
  expect(listed(['Léa', 'Tom', 'Zoé'])).toBe('Léa, Tom et Zoé');
});

test('« demain » is counted from the moment one is answered at, whatever the clock of the machine', () => {
  const now = new Date('2031-05-05T20:00:00Z');
  expect(speaking('fr', thisMoment, now)).toEqual(now);
  expect(Math.abs(speaking('fr', thisMoment).getTime() - Date.now())).toBeLessThan(5000);
});
