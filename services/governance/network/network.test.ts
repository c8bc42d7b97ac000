import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { startEnt, type Visitor } from '#kernel/testing';
import { atOnce, neededMbps, pageSeconds, photosSeconds, recommendedMbps, verdictOf } from './reckon.ts';
import network from './service.ts';

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([network], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const [here, there] = [await ent.town(), await ent.town('Portville')];
const school = await ent.school({ townId: here });
const far = await ent.school({ name: 'École du Port', townId: there });
const [ce1, cp] = [await ent.classroom(school), await ent.classroom(far, 'CP')];
const visitor = async (name: string, kind: Parameters<typeof ent.give>[1], place: string): Promise<Visitor> => {
  const id = await ent.person(name);
  await ent.give(id, kind, place);
  return ent.as(id);
};
const hugo = await ent.as(await ent.teacher('Hugo Lafont', ce1));
const stranger = await ent.as(await ent.teacher('Lou Ferrand', cp));
const luc = await visitor('Luc Mercier', 'town', here);
const eve = await visitor('Ève Marty', 'town', there);
const pupilId = await ent.pupil('Léa Martin', ce1);
const pupil = await ent.as(pupilId);
const anne = await ent.as(await ent.guardian('Anne Martin', pupilId));
const region = await visitor('Ada Fabre', 'administrator', school);

const door = `/ligne/${school}`;
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

test('twenty-five tablets on a line of 4,6 Mb/s open a page together in about four seconds, and the page says so', async () => {
  expect(pageSeconds({ kbps: 4600, latencyMs: 25 }, 25)).toBeCloseTo(4.1, 1);
  expect(photosSeconds({ kbps: 4600, latencyMs: 25 }, 25)).toBeCloseTo(82.4, 0);
  const kept = await hugo.post(door, { kbps: '4600', latency: '25' });
  expect([kept.statusCode, kept.headers.location]).toEqual([303, door]);
  const page = (await hugo.get(door)).body;
  for (const words of ['25 tablettes\u00a0: 4,1\u00a0s', '4,6\u00a0Mb/s', 'La ligne suffit', 'un·e enseignant·e'])
    expect(page).toContain(words);
  expect(page).not.toContain('Lafont</td>');
  expect((await hugo.get(`${door}?tablettes=5`)).body).toContain('5 tablettes\u00a0: moins d’une seconde');
  for (const odd of ['0', '-3', '1e9', 'x', ''])
    expect((await hugo.get(`${door}?tablettes=${odd}`)).body).toContain('25 tablettes\u00a0: 4,1');
});

test('a slow line says what to do in plain words, the town is told once, and reads the median and the worst', async () => {
  later(10);
  await hugo.post(door, { kbps: '800', latency: '90' });
  later(10);
  await hugo.post(door, { kbps: '900', latency: '90' });
  expect(verdictOf({ kbps: 900, latencyMs: 90 })).toBe('slow');
  const page = (await hugo.get(door)).body;
  for (const words of ['Que faire', 'petits groupes', 'de son ressort']) expect(page).toContain(words);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['title', 'href']).execute();
  expect(told).toEqual([{ title: 'Une ligne est lente\u00a0: École des Tilleuls', href: door }]);
  expect((await luc.get('/ligne')).headers.location).toBe(`/ligne/commune/${here}`);
  const { lines } = (await luc.json(`/ligne/commune/${here}`)).json();
  expect(lines).toMatchObject([{ measures: 3, medianKbps: 900, worstKbps: 800, worstLatencyMs: 90, pupils: 1 }]);
});

test('what a browser may say is bounded: negative, huge, absurd or missing numbers are refused with a sentence, and nothing is kept', async () => {
  const count = async () => (await ent.db.pool.query('select count(*)::int as n from network.measures')).rows[0].n;
  const before = await count();
  later(10);
  for (const form of [
    { kbps: '-5', latency: '20' },
    { kbps: '99999999999999999999', latency: '20' },
    { kbps: '20000000', latency: '20' },
    { kbps: '0', latency: '20' },
    { kbps: 'Infinity', latency: '20' },
    { kbps: '1e5', latency: '20' },
    { kbps: '5000', latency: '-1' },
    { kbps: '5000', latency: '30001' },
    { kbps: '5000' },
    { kbps: ['5000', '6000'], latency: '20' },
    {},
  ]) {
    const refused = await hugo.post(door, form as Record<string, string>);
    expect(refused.statusCode, JSON.stringify(form)).toBe(422);
    expect(refused.body).toContain('Cette mesure n’est pas possible');
  }
  expect(await count()).toBe(before);
});

test('nobody measures for another school; neither the town, nor a parent, nor a pupil measures', async () => {
  const measure = { kbps: '5000', latency: '20' };
  for (const who of [stranger, luc, eve, anne, pupil]) expect((await who.post(door, measure)).statusCode).toBe(404);
  for (const who of [stranger, luc, eve, anne, pupil]) expect((await who.get(`${door}/mesure?taille=4096`)).statusCode).toBe(404);
  for (const who of [stranger, eve, anne, pupil]) expect((await who.get(door)).statusCode).toBe(404);
  expect((await luc.get(door)).body).not.toContain('data-island="measure-line"');
  expect((await eve.get(`/ligne/commune/${here}`)).statusCode).toBe(404);
  expect((await ent.nobody.get(`${door}/mesure`)).statusCode).toBe(303);
});

test('one measure a minute, forty a day: two clicks keep one', async () => {
  later(10);
  const measure = { kbps: '5000', latency: '20' };
  const answers = await Promise.all([hugo.post(door, measure), hugo.post(door, measure), hugo.post(door, measure)]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 429, 429]);
  now = new Date('2026-11-25T05:00:00Z');
  for (let n = 0; n < 40; n += 1) {
    later(2);
    expect((await hugo.post(door, measure)).statusCode).toBe(303);
  }
  later(2);
  const refused = await hugo.post(door, measure);
  expect(refused.statusCode).toBe(429);
  expect(refused.body).toContain('Reprenez demain');
});

test('the bytes are ours, of a bounded size, kept nowhere on their way, and nothing makes them smaller', async () => {
  for (const [asked, size] of [
    ['taille=128', 128],
    ['taille=4096', 4096],
    ['taille=999999999', 1],
    ['taille=-1', 1],
    ['', 1],
  ] as const) {
    const { rawPayload, headers } = await hugo.get(`${door}/mesure?${asked}`);
    expect(rawPayload.length).toBe(size * 1024);
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['content-encoding']).toBeUndefined();
    expect(gzipSync(rawPayload).length).toBeGreaterThan(size * 1024);
  }
});

test('each year’s recommendation grows with the pupils who connect at once, is given by who runs the ENT, and is printed by the town with its formula', async () => {
  expect([atOnce(10, 30), atOnce(60, 30), atOnce(200, 30)]).toEqual([10, 25, 60]);
  expect(neededMbps(25)).toBeCloseTo(12, 1);
  expect([10, 25, 60, 400, 4000].map(recommendedMbps)).toEqual([8, 20, 50, 200, 2000]);
  for (let n = 0; n < 39; n += 1) await ent.pupil(`Enfant Numéro${n}`, ce1);
  const page = async () => (await luc.get(`/ligne/commune/${here}`)).body;
  for (const words of ['Préconisation 2026-2027', '20\u00a0Mb/s', '30\u00a0% des élèves', 'article 3.2', 'En dessous'])
    expect(await page()).toContain(words);
  const form = { year: '2026-2027', percent: '100' };
  for (const who of [luc, hugo, anne]) expect((await who.post('/ligne/preconisations', form)).statusCode).toBe(404);
  for (const wrong of [{ percent: '4' }, { percent: '101' }, { percent: '-5' }, { percent: 'tout' }, { year: '1999-2000' }, { year: 'x' }])
    expect((await region.post('/ligne/preconisations', { ...form, ...wrong })).statusCode).toBe(422);
  expect((await region.post('/ligne/preconisations', form)).statusCode).toBe(303);
  // Forty pupils, all at once.
  for (const words of ['100\u00a0% des élèves', '20\u00a0Mb/s']) expect(await page()).toContain(words);
  expect((await hugo.get(door)).body).toContain('40 ensemble');
});
