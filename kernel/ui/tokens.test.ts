import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./css/tokens.css', import.meta.url), 'utf8');

/** The tokens of the first block that `opening` opens. */
function tokensOf(opening: string): Record<string, string> {
  const from = css.indexOf(opening);
  expect(from, opening).toBeGreaterThan(-1);
  const block = css.slice(from, css.indexOf('}', from));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name ?? '', colour ?? '']));
}

const light = tokensOf(':root {');
const themes = {
  clair: light,
  sombre: { ...light, ...tokensOf('@media (prefers-color-scheme: dark)') },
  petits: { ...light, ...tokensOf('[data-skin="petits"]') },
  débutants: { ...light, ...tokensOf('[data-skin="debutants"]') },
  grands: { ...light, ...tokensOf('[data-skin="grands"]') },
};

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string): number => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

const families = ['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance'];
const grounds = ['paper', 'sheet'];

/** Words and what they stand on: 4.5. */
const written: [string, string][] = [
  ...['ink', 'ink-soft', 'bad', 'good', 'warn', 'info'].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ['ink', 'sunk'],
  ['ink', 'rule-strong'],
  ['ink-soft', 'rule'],
  ...['good', 'warn', 'bad', 'info'].flatMap((kind): [string, string][] => [
    [kind, `${kind}-pale`],
    ['ink', `${kind}-pale`],
  ]),
  ...families.flatMap((family): [string, string][] => [
    [`on-${family}`, family],
    [`${family}-ink`, 'paper'],
    [`${family}-ink`, 'sheet'],
    [`${family}-ink`, `${family}-pale`],
    ['ink', `${family}-pale`],
  ]),
  ...Array.from({ length: 8 }, (_, hue): [string, string] => ['on-hue', `hue-${hue}`]),
];

/** Edges one must see to act, and shapes one must tell: 3. Yellow is told by its picture's ink and by the word beside it. */
const drawn: [string, string][] = [
  ...['edge', 'focus'].flatMap((line) => grounds.map((ground): [string, string] => [line, ground])),
  ...families.filter((family) => family !== 'information').flatMap((family) => grounds.map((ground): [string, string] => [family, ground])),
];

describe.each(Object.entries(themes))('in the colours « %s »', (_, colours) => {
  it.each(written)('%s is read on %s', (ink, ground) => {
    expect(contrast(colours[ink] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
  it.each(drawn)('%s is seen on %s', (line, ground) => {
    expect(contrast(colours[line] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

it('no colour is written outside the tokens, except the black and white of paper', () => {
  for (const file of ['base', 'header', 'page', 'forms', 'buttons', 'labels', 'cards', 'tables', 'navigation', 'note', 'skins']) {
    const text = readFileSync(new URL(`./css/${file}.css`, import.meta.url), 'utf8');
    expect(text.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi), file).toBeNull();
  }
});

it('a target is never smaller than what its age needs', () => {
  const target = (opening: string) => Number(/--target: (\d+)px/.exec(css.slice(css.indexOf(opening)))?.[1]);
  expect(target(':root {')).toBeGreaterThanOrEqual(44);
  expect(target('[data-skin="petits"]')).toBeGreaterThanOrEqual(76);
  expect(/\[data-skin="petits"\] \{[^}]*--apart: 12px/.test(css)).toBe(true);
});
