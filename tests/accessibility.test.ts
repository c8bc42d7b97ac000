import { afterAll, expect, test } from 'vitest';
import { violations } from '#kernel/testing';
import { openEach, seats, sitDown, startWalk } from './every-page.ts';

/** Every page that each profile may open passes axe (WCAG 2.2 AA), contrast and target sizes included, in their skin. */

const walk = await startWalk();
afterAll(() => walk.close());

test.for(seats)('$name: every page passes axe, and throws no error in the console', { timeout: 600_000 }, async (seat) => {
  const sitting = await sitDown(walk, seat);
  const { page } = sitting;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on(
    'console',
    (message) => message.type() === 'error' && !message.text().includes('404') && faults.push(`${page.url()}: ${message.text()}`),
  );
  const opened = await openEach(walk, sitting, async (path) => {
    for (const { id, nodes } of await violations(page)) faults.push(`${path}: ${id} ${nodes[0]?.html}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) faults.push(`${path}: ${wide}px wider than a phone`);
  });
  await page.context().close();
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
