import { afterAll, expect, test } from 'vitest';
import { weigh } from '#kernel/testing';
import { grownUps, openEach, pupils, type Seat, sitDown, skinOf, startWalk } from './every-page.ts';

/** What a page costs on a cold cache, as Chromium received it, compressed: 25 tablets share one school line. Photos come after, lazily. */

const kib = 1024;
const ordinary = { script: 20 * kib, total: 90 * kib };
const door = { script: 10 * kib, total: 50 * kib };
const editor = { script: 120 * kib, total: 200 * kib };

/** The doors are for whoever is not in yet; the editor is loaded where one writes. */
function budgetOf(path: string, seat: Seat): typeof ordinary {
  if (seat.profile === 'nobody' && ['/connexion', '/activation'].includes(path)) return door;
  return ['/liaison/brouillons/:draftId', '/liaison/mots/:noteId/correction', '/messagerie/brouillons/:draftId'].includes(path)
    ? editor
    : ordinary;
}

const walk = await startWalk();
afterAll(() => walk.close());

// Most of the time passes waiting for the network to fall silent: several wait together.
test.concurrent.for(grownUps)('$name: every page is within its budget', { timeout: 600_000 }, isLight);
test.for(pupils)('$name: every page is within its budget', { timeout: 600_000 }, isLight);

const weighed = new Set<string>();

/** In one skin a page weighs as much for whoever opens it: the first to come weighs it. */
function firstToWeigh(path: string, seat: Seat): boolean {
  const key = `${seat.profile === 'nobody' ? 'nobody' : skinOf(seat)} ${path}`;
  if (weighed.has(key)) return false;
  weighed.add(key);
  return true;
}

async function isLight(seat: Seat): Promise<void> {
  const sitting = await sitDown(walk, seat);
  const { page } = sitting;
  const heavy: string[] = [];
  let scale = await weigh(page);
  const opened = await openEach(
    walk,
    sitting,
    async (path) => {
      await page.waitForLoadState('networkidle');
      const { script, total } = budgetOf(path, seat);
      const { Script: scripts = 0, Image: photos = 0 } = scale.byType();
      const all = scale.total() - photos;
      if (all === 0) heavy.push(`${path}: nothing was weighed`);
      if (scripts > script || all > total)
        heavy.push(`${path}: ${Math.ceil(scripts / kib)} KiB of script, ${Math.ceil(all / kib)} KiB in all`);
    },
    async () => {
      // What the page before was still asking for is not this one's.
      await page.goto('about:blank');
      scale = await weigh(page);
    },
    (path) => firstToWeigh(path, seat),
  );
  await page.context().close();
  expect(heavy).toEqual([]);
  expect(opened).toBeGreaterThan(0);
}
