import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { violations } from '#kernel/testing';
import { openEach, type Seat, seats, sitDown, skinOf, startWalk } from './every-page.ts';

/** Every page that each profile may open passes axe (WCAG 2.2 AA), contrast and target sizes included, in their skin. */

const walk = await startWalk();
afterAll(() => walk.close());

/** What the declaration of accessibility says of these checks: written when asked, PREAU_CHECKS=1, and committed. */
const checked: { seat: string; pages: number; faults: number }[] = [];
afterAll(async () => {
  if (!process.env['PREAU_CHECKS']) return;
  const { devDependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  const seen = { on: new Date().toISOString().slice(0, 10), axe: devDependencies['axe-core'], seats: checked };
  await writeFile(new URL('../services/information/notices/checks.json', import.meta.url), `${JSON.stringify(seen, null, 2)}\n`);
});

const kindsSeen = new Map<string, Set<string>>();

/** In one skin, a page made of nothing but kinds of elements already looked at there has nothing new for axe. The declaration says so. */
function somethingNew(path: string, html: string, seat: Seat): boolean {
  const key = `${skinOf(seat)} ${path}`;
  const seen = kindsSeen.get(key) ?? new Set();
  kindsSeen.set(key, seen);
  const before = seen.size;
  // The tag and its attributes, with the values that change how it looks or what it is.
  for (const [, tag = '', rest = ''] of html.matchAll(/<([a-z][\w-]*)((?:\s[^<>]*)?)>/g)) {
    const attributes = [...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) =>
      ['class', 'role', 'type', 'rel'].includes(name ?? '') ? `${name}=${value}` : name,
    );
    seen.add([tag, ...attributes].join(' '));
  }
  return seen.size > before;
}

test.for(seats)('$name: every page passes axe, and throws no error in the console', { timeout: 600_000 }, async (seat) => {
  const sitting = await sitDown(walk, seat);
  const { page } = sitting;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on(
    'console',
    (message) => message.type() === 'error' && !message.text().includes('404') && faults.push(`${page.url()}: ${message.text()}`),
  );
  const opened = await openEach(
    walk,
    sitting,
    async (path) => {
      for (const { id, nodes } of await violations(page)) faults.push(`${path}: ${id} ${nodes[0]?.html}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${path}: ${wide}px wider than a phone`);
    },
    undefined,
    (path, html) => somethingNew(path, html, seat),
  );
  await page.context().close();
  checked.push({ seat: seat.name, pages: opened, faults: faults.length });
  expect(faults).toEqual([]);
  expect(opened).toBeGreaterThan(0);
});

test.for(['petits', 'debutants', 'grands', 'adultes'])(
  'every component passes axe in the skin « %s »',
  { timeout: 60_000 },
  async (skin) => {
    const page = await (await walk.browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await page.goto(`${walk.origin}/maison?skin=${skin}`);
    expect(await page.locator('html').getAttribute('data-skin')).toBe(skin);
    expect((await violations(page)).map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  },
);
