import type { Browser, Page } from 'playwright-core';
import { builtAssets, openBrowser, type Visitor } from '#kernel/testing';
import { services } from '../preau.ts';
import { addressOf, type ProfileName, profiles, type SampleWorld, sampleWorld } from './sample-world.ts';

/** Every page of every service, in a real browser, as each profile that may open it and, for children, in each skin. */

export type Seat = { name: string; profile: ProfileName; level?: 'PS' | 'CP' | 'CM2' };
export const grownUps: Seat[] = profiles.filter((profile) => profile !== 'pupil').map((profile) => ({ name: profile, profile }));
/** One child sits there in turn, at three levels: never two at once. */
export const pupils: Seat[] = [
  { name: 'pupil, petits', profile: 'pupil', level: 'PS' },
  { name: 'pupil, débutants', profile: 'pupil', level: 'CP' },
  { name: 'pupil, grands', profile: 'pupil', level: 'CM2' },
];
export const seats = [...grownUps, ...pupils];

export const pages = services.flatMap((service) =>
  service.routes.filter((route) => route.kind === 'page').map((route) => ({ service: service.name, path: route.path })),
);

export type Walk = SampleWorld & { browser: Browser; origin: string; close: () => Promise<void> };

export async function startWalk(): Promise<Walk> {
  const world = await sampleWorld({ built: await builtAssets(), demonstration: true });
  const origin = await world.ent.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  return {
    ...world,
    browser,
    origin,
    async close() {
      await browser.close();
      await world.ent[Symbol.asyncDispose]();
    },
  };
}

/** What the look of a page hangs on: children have three skins, adults one. */
export const skinOf = ({ level }: Seat): string => level ?? 'adultes';

/** A person before a screen, and what the ENT answers them without one. */
export type Sitting = { page: Page; visitor: Visitor };

/** Sits somebody down: their session's cookie, and for a child the level that chooses the skin. */
export async function sitDown(walk: Walk, { profile, level }: Seat): Promise<Sitting> {
  const context = await walk.browser.newContext({ viewport: { width: 390, height: 844 } });
  let visitor = walk.ent.nobody;
  if (profile !== 'nobody') {
    const personId = walk.people[profile];
    if (level)
      await walk.ent.db
        .updateTable('kernel.functions')
        .set({ level })
        .where('person_id', '=', personId)
        .where('kind', '=', 'pupil')
        .execute();
    visitor = await walk.ent.as(personId);
    await context.addCookies([{ name: 'preau', value: visitor.token, url: walk.origin }]);
  }
  return { page: await context.newPage(), visitor };
}

/**
 * Opens each page that this seat may open; `look` is called on those that answered 200, `ready` before each is asked for. `mine`: whether
 * it falls to this seat, where another one's look would be as good. Gives how many this seat may open.
 */
export async function openEach(
  walk: Walk,
  { page, visitor }: Sitting,
  look: (path: string) => Promise<void>,
  ready?: () => Promise<void>,
  mine: (path: string, html: string) => boolean = () => true,
): Promise<number> {
  let opened = 0;
  for (const { service, path } of pages) {
    const address = addressOf(service, path, walk.here);
    // The browser takes a second where the answer takes milliseconds: it only opens what this seat may see.
    const unseen = await visitor.get(address);
    if (unseen.statusCode !== 200) continue;
    if (!mine(path, unseen.body)) {
      opened += 1;
      continue;
    }
    await ready?.();
    const answer = await page.goto(walk.origin + address);
    if (answer?.status() !== 200 || new URL(page.url()).pathname !== address) continue;
    opened += 1;
    await look(path);
  }
  return opened;
}
