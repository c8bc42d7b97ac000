import { expect, test } from 'vitest';
import { policy } from '#kernel/perimeter';
import { reachWords } from './reach-words.ts';

test('each rule of reach is a French sentence: « aux AESH », never « à les »', () => {
  const sentences = policy.map((rule) => reachWords.rule(rule));
  expect(sentences.length).toBeGreaterThan(5);
  for (const sentence of sentences) expect(sentence).not.toMatch(/à les|à le |, (les|la|l’)/);
});
