import type { Browser, Page } from 'playwright-core';
import { builtAssets, openBrowser } from '#kernel/testing';
import { services } from '../preau.ts';
import { addressOf, type ProfileName, profiles, type SampleWorld, sampleWorld } from './sample-world.ts';

/** Every page of every service, in a real browser, as each profile that may open it and, for children, in each skin. */

export type Seat = { name: string; profile: ProfileName; level?: 'PS' | 'CP' | 'CM2' };
export const seats: Seat[] = [
  ...profiles.filter((profile) => profile !== 'pupil').map((profile) => ({ name: profile, profile })),
  { name: 'pupil, petits', profile: 'pupil', level: 'PS' },
  { name: 'pupil, débutants', profile: 'pupil', level: 'CP' },
  { name: 'pupil, grands', profile: 'pupil', level: 'CM2' },
];

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

/** Sits somebody down: their session's cookie, and for a child the level that chooses the skin. */
export async function sitDown(walk: Walk, { profile, level }: Seat): Promise<Page> {
  const context = await walk.browser.newContext({ viewport: { width: 390, height: 844 } });
  if (profile !== 'nobody') {
    const personId = walk.people[profile];
    if (level)
      await walk.ent.db
        .updateTable('kernel.functions')
        .set({ level })
        .where('person_id', '=', personId)
        .where('kind', '=', 'pupil')
        .execute();
    const { token } = await walk.ent.as(personId);
    await context.addCookies([{ name: 'preau', value: token, url: walk.origin }]);
  }
  return context.newPage();
}

/** Opens each page that this seat may open; `look` is called on those that answered 200, `ready` before each is asked for. */
export async function openEach(
  walk: Walk,
  page: Page,
  look: (path: string) => Promise<void>,
  ready?: () => Promise<void>,
): Promise<number> {
  let opened = 0;
  for (const { service, path } of pages) {
    const address = addressOf(service, path, walk.here);
    await ready?.();
    const answer = await page.goto(walk.origin + address);
    if (answer?.status() !== 200 || new URL(page.url()).pathname !== address) continue;
    opened += 1;
    await look(path);
  }
  return opened;
}
