import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** docs/convention.md: what the convention asks for, article by article, and the tests that show it. */

const house = new URL('../', import.meta.url);
const table = readFileSync(new URL('docs/convention.md', house), 'utf8');
const rows = [...table.matchAll(/^\| (\d+(?:\.\d)?) \| (.+?) \| (.+?) \|$/gm)].map(([, article = '', , shown = '']) => ({
  article,
  shown,
}));
/** `path` › name */
const cited = rows.flatMap(({ article, shown }) =>
  [...shown.matchAll(/`([^`]+)` › ([^<]+?)(?:<br>|$)/g)].map(([, path = '', name = '']) => ({ article, path, name: name.trim() })),
);

test('every article from 2 to 11 has its lines', () => {
  const articles = new Set(rows.map(({ article }) => article.split('.')[0]));
  expect([...articles].map(Number).sort((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a line cites tests, or says that nothing shows it yet', () => {
  expect(rows.filter(({ article, shown }) => !shown.startsWith('Not yet:') && !cited.some((one) => one.article === article))).toEqual([]);
});

test.for(cited)('article $article: $path › $name', ({ path, name }) => {
  const file = new URL(path, house);
  expect(existsSync(file)).toBe(true);
  const source = readFileSync(file, 'utf8');
  const at = source.indexOf(name);
  expect(at).toBeGreaterThan(0);
  // The whole name of a test that runs: neither part of a sentence nor skipped.
  expect(source.slice(0, at)).toMatch(/\n *(?:test|it)(?:\.for\([\s\S]*\))?\(\s*['"`]$/);
  expect(source[at + name.length]).toMatch(/['"`]/);
});
