import { afterAll, expect, test } from 'vitest';
import type { z } from '#kernel';
import { services } from '../preau.ts';
import { addressOf, profiles, sampleWorld } from './sample-world.ts';

/**
 * Whatever is posted or asked, the answer is a sentence and never a 500. Each action, as somebody whom it lets in, receives values that its own
 * shape accepts, the most absurd ones first (the year 9999, another school’s ids, the longest text), mixed with others that it refuses.
 * Rolled back. The dice are the same each time: what fails fails again.
 */

const { ent, people, here, elsewhere } = await sampleWorld({ rehearse: true });
afterAll(() => ent[Symbol.asyncDispose]());

const tries = 12;

const idsOf = (values: Record<string, string>) => [...new Set(Object.values(values))].filter((value) => /^[0-9a-f-]{36}$/.test(value));
const [own, foreign] = [idsOf(here), idsOf(elsewhere)];
const odd = [
  ...['', ' ', '0', '1', '-1', '2', '1.5', '99999999999', '1e400', 'NaN', 'on', 'true', 'null', '1 180,50 €'],
  ...['0001-01-01', '1900-02-29', '2000-02-29', '2026-11-29', '9999-12-31', '275760-09-13', '2026-W01', '2026-2027', '9998-9999'],
  ...['00:00', '24:00', '23:59', '2026-03-29T02:30', '9999-12-31T23:59', '21310282500014', '31282', '31140', '0311610G'],
  ...[
    'é'.repeat(60),
    'x'.repeat(120),
    'ﷺ'.repeat(1000),
    'a\u0000b\ud800',
    '👩‍👩‍👧‍👦',
    "'; drop table kernel.people; --",
    '%_\\',
    '<script>alert(1)</script>',
  ],
  ...[
    '__proto__',
    'constructor',
    '../../etc/passwd',
    'x@example.org',
    'https://example.org/',
    'javascript:alert(1)',
    '{"type":"doc"}',
    '[]',
    '{}',
  ],
];

/** Mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same dice for the same door, whatever the ids of the day. */
const diceOf = (address: string) => dice([...address.replace(/[0-9a-f-]{36}/g, '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
const pick = <T>(roll: () => number, from: T[]): T | undefined => from[Math.floor(roll() * from.length)];

type Shape = { shape?: Record<string, z.ZodType>; in?: Shape };
const fieldsOf = ({ shape, in: before }: Shape): Record<string, z.ZodType> => shape ?? (before ? fieldsOf(before) : {});

/** Everything that this field accepts, of what we have: alone, or as a list. */
function acceptedBy(field: z.ZodType): unknown[] {
  const options = 'options' in field && Array.isArray(field.options) ? field.options : [];
  const pool = [...options, ...odd, ...own, ...foreign.slice(0, 8)];
  return [...pool, ...pool.map((one) => [one]), own.slice(0, 3)].filter((value) => field.safeParse(value).success);
}

const actions = services.flatMap((service) =>
  service.routes.flatMap((route) => (route.kind === 'action' ? [{ service: service.name, route, door: route.path }] : [])),
);
let taken = 0;
let asked = 0;

test.for(actions)('$door: whatever is posted, no 500', async ({ service, route }) => {
  const address = addressOf(service, route.path, here);
  const roll = diceOf(address);
  const visitor = await whoeverMay(address);
  const fields = Object.entries(fieldsOf(route.body as unknown as Shape)).map(([name, field]) => ({ name, accepted: acceptedBy(field) }));
  for (let turn = 0; turn < tries; turn += 1) {
    // One post out of three has one field that its shape may refuse.
    const wrong = roll() < 0.3 ? pick(roll, fields)?.name : undefined;
    const body = Object.fromEntries(
      fields.flatMap(({ name, accepted }) => {
        const value = name === wrong ? pick<unknown>(roll, odd) : pick(roll, accepted);
        return value === undefined ? [] : [[name, value as string]];
      }),
    );
    const { statusCode, body: said } = await visitor.post(address, body);
    asked += 1;
    if (statusCode < 400) taken += 1;
    expect(statusCode, `${JSON.stringify(body).slice(0, 600)} → ${said.slice(0, 300)}`).toBeLessThan(500);
  }
});

const asking = services.flatMap((service) =>
  service.routes.flatMap((route) =>
    (route.kind === 'page' || route.kind === 'download') && route.query ? [{ service: service.name, route, door: route.path }] : [],
  ),
);

test.for(asking)('$door: whatever is asked, no 500', async ({ service, route }) => {
  const address = addressOf(service, route.path, here);
  const roll = diceOf(address);
  const visitor = await whoeverMay(address, 'GET');
  for (let turn = 0; turn < tries; turn += 1) {
    const query = new URLSearchParams();
    for (const [name, field] of Object.entries(fieldsOf(route.query as unknown as Shape))) {
      const value = roll() < 0.3 ? odd[Math.floor(roll() * odd.length)] : pick(roll, acceptedBy(field));
      if (typeof value === 'string') query.set(name, value);
    }
    const { statusCode, body } = await visitor.get(`${address}?${query}`);
    expect(statusCode, `?${String(query).slice(0, 600)} → ${body.slice(0, 300)}`).toBeLessThan(500);
  }
});

test('the dice went through: a good part of what was posted was taken', () => {
  expect(taken / asked).toBeGreaterThan(0.2);
});

/** Somebody whom this door lets in. */
async function whoeverMay(address: string, method: 'GET' | 'POST' = 'POST') {
  for (const profile of profiles) {
    const visitor = profile === 'nobody' ? ent.nobody : await ent.as(people[profile]);
    const { statusCode, headers } = method === 'GET' ? await visitor.get(address) : await visitor.post(address);
    if (![401, 404].includes(statusCode) && !String(headers.location).startsWith('/connexion?')) return visitor;
  }
  throw new Error(`${address} opens to nobody`);
}
