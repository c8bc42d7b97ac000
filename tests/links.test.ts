import { afterAll, expect, test } from 'vitest';
import { pages } from './every-page.ts';
import { addressOf, profiles, sampleWorld } from './sample-world.ts';

/** Nobody is sent to a closed door: whatever page a profile may open, each link on it leads that profile somewhere. */

const { ent, people, here } = await sampleWorld({ demonstration: true });
afterAll(() => ent[Symbol.asyncDispose]());

test.for(profiles)('%s: no link leads to a page that is not theirs, or that does not exist', { timeout: 120_000 }, async (profile) => {
  const visitor = profile === 'nobody' ? ent.nobody : await ent.as(people[profile]);
  const closed: string[] = [];
  const followed = new Set<string>();
  for (const { service, path } of pages) {
    const address = addressOf(service, path, here);
    const page = await visitor.get(address);
    if (page.statusCode !== 200) continue;
    for (const [, href = ''] of page.body.matchAll(/<a\s[^>]*?href="([^"#]+)/g)) {
      const link = new URL(href.replaceAll('&amp;', '&'), `http://preau.test${address}`);
      if (link.host !== 'preau.test' || followed.has(link.href)) continue;
      followed.add(link.href);
      const { statusCode } = await visitor.get(link.pathname + link.search);
      if (statusCode >= 400) closed.push(`${path} → ${link.pathname}${link.search}: ${statusCode}`);
    }
  }
  expect(closed).toEqual([]);
  expect(followed.size).toBeGreaterThan(3);
});
