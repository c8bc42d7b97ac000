import { expect, test } from 'vitest';
import { policy } from '#kernel/perimeter';
import { reachWords } from './reach-words.ts';

test('each rule of reach is a French sentence: « aux AESH », never « à les »', () => {
  const sentences = policy.map((rule) => reachWords.rule(rule));
  expect(sentences.length).toBeGreaterThan(5);
  for (const sentence of sentences) expect(sentence).not.toMatch(/à les|à le |, (les|la|l’)/);
});

test('who cannot open the pupils’ messages is told whom to ask, not where to open them', () => {
  const rule = policy.find(({ opened }) => opened === 'pupils');
  if (!rule) throw new Error('no rule opens the pupils');
  const closed = { reached: false, rule, as: 'pupil', place: 'CE1 A', about: null } as const;
  expect(reachWords.because({ ...closed, opens: true })).toContain('dans les réglages');
  expect(reachWords.because({ ...closed, opens: false })).toMatch(/demandez à son enseignant/);
});
