import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { builtAssets, openBrowser, startEnt, type Visitor } from '#kernel/testing';
import { opened, statesOf, tuesday, village } from '../scene.ts';
import attendance from '../service.ts';

const ent = await startEnt([attendance], { now: () => tuesday, built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const [claire, director] = [await ent.as(v.claire), await ent.as(v.dominique)];
const morning = `/appel/${v.ce1}/2026-11-24/matin`;
const afternoon = `/appel/${v.ce1}/2026-11-24/apres-midi`;
const declaring = `/appel/ecoles/${v.school}/appareils`;

async function device(who: Visitor): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await context.addCookies([{ name: 'preau', value: who.token, url: origin }]);
  return { context, page: await context.newPage() };
}

async function declared(page: Page, name: string): Promise<void> {
  await page.goto(origin + declaring);
  await page.locator('[data-landed]').waitFor();
  await page.getByLabel('Son nom').fill(name);
  await page.getByRole('button', { name: 'Déclarer cet appareil' }).click();
  await page.getByText('Cet appareil est déclaré.').waitFor();
}

/** The sheet opened with the network, and all that the device needs laid aside. */
async function ready(page: Page, address: string): Promise<void> {
  await page.goto(origin + address);
  await page.locator('[data-ready]').waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.match('/appel/hors-ligne'))) await new Promise((again) => setTimeout(again, 50));
  });
}

const tap = (page: Page, name: string) => page.locator(`.roll-line[data-name="${name}"] .roll-tap`).tap();

/** What lies in the device's own store, as somebody who opens it would see it, and whether its keys can be read out. */
const laid = (page: Page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open('preau-appel', 1);
    await new Promise((done) => opening.addEventListener('success', done));
    const asking = opening.result.transaction('kept').objectStore('kept').getAll();
    await new Promise((done) => asking.addEventListener('success', done));
    const rows: { id: string; key: CryptoKey; data: ArrayBuffer }[] = asking.result;
    const readable = await Promise.all(
      rows.map(({ key }) =>
        crypto.subtle.exportKey('raw', key).then(
          () => true,
          () => false,
        ),
      ),
    );
    return {
      ids: rows.map(({ id }) => id.replace(/:.*/, '')).sort(),
      text: rows.map(({ data }) => new TextDecoder('latin1').decode(data)).join(),
      readable: readable.includes(true),
    };
  });

const tablet = await device(claire);

test('in aeroplane mode the class is called all the same; when the network is back it is sent, and merged with a second device’s', {
  timeout: 120_000,
}, async () => {
  const { page, context } = tablet;
  await declared(page, 'Tablette bleue');
  await ready(page, morning);
  await context.setOffline(true);
  await page.goto(origin + morning);
  await tap(page, 'Zélie Moreau');
  await tap(page, 'Tom Petit');
  await tap(page, 'Tom Petit');
  await page.getByRole('button', { name: 'Envoyer l’appel' }).tap();
  await page.getByText('l’appel est gardé sur cet appareil').waitFor();
  await page.screenshot({ path: '/tmp/roll-offline.png' });
  expect((await opened(claire, morning)).seen).toBe(0);
  const inside = await laid(page);
  expect(inside.ids).toEqual(['roll', 'sheet']);
  expect(inside.text).not.toMatch(/Moreau|absent|mark-/);
  expect(inside.readable).toBe(false);

  const second = await device(director);
  await second.page.goto(origin + morning);
  await second.page.locator('.roll-tap').first().waitFor();
  await tap(second.page, 'Tom Petit');
  await tap(second.page, 'Léa Aubin');
  await second.page.getByRole('button', { name: 'Envoyer l’appel' }).tap();
  await second.page.getByText('L’appel est fait.').waitFor();
  await second.context.close();

  await context.setOffline(false);
  await page.getByText('Deux appels diffèrent').waitFor();
  const merged = await opened(claire, morning);
  // Tom was touched last by the second device; Zélie by the first alone; Léa by the second alone.
  expect(statesOf(merged)).toEqual({ 'Léa Aubin': 'absent', 'Tom Petit': 'absent', 'Zélie Moreau': 'absent' });
  expect(merged.differences.map(({ name }) => name)).toEqual(['Léa Aubin', 'Zélie Moreau', 'Tom Petit']);
  expect(merged.seen).toBe(2);
  await page.screenshot({ path: '/tmp/roll-merged.png' });
  expect((await laid(page)).ids).toEqual(['sheet']);
});

test('another half-day that was never opened is called without network too, from the class kept: everybody present again', {
  timeout: 60_000,
}, async () => {
  const { page, context } = tablet;
  await context.setOffline(true);
  await page.goto(origin + afternoon);
  await tap(page, 'Léa Aubin');
  await page.getByRole('button', { name: /l’appel/ }).tap();
  await page.getByText('l’appel est gardé sur cet appareil').waitFor();
  // Opened again, still without network: it is as it was filled, and goes on from there.
  await page.goto(origin + afternoon);
  await page.locator('.roll-line[data-name="Léa Aubin"][data-state="absent"]').waitFor();
  await tap(page, 'Tom Petit');
  await page.getByRole('button', { name: /l’appel/ }).tap();
  await page.getByText('l’appel est gardé sur cet appareil').waitFor();
  await context.setOffline(false);
  await expect.poll(async () => (await opened(claire, afternoon)).seen, { timeout: 20_000 }).toBe(2);
  await page.getByText('Appel fait, corrigé').waitFor();
  const merged = await opened(claire, afternoon);
  expect(statesOf(merged)).toEqual({ 'Léa Aubin': 'absent', 'Tom Petit': 'absent', 'Zélie Moreau': 'present' });
  expect(merged.differences).toEqual([]);
});

test('what is kept is thrown away after a day; and at once when the device is the school’s no more', { timeout: 60_000 }, async () => {
  const { page, context } = tablet;
  await ready(page, morning);
  await page.clock.install({ time: Date.now() + 25 * 3600_000 });
  await context.setOffline(true);
  await page.goto(origin + morning);
  await page.getByText('Aucune classe n’est gardée').waitFor();
  expect((await laid(page)).ids).toEqual([]);
  await context.setOffline(false);
  const { devices } = (await director.json(declaring)).json();
  expect(devices.map(({ name }: { name: string }) => name)).toEqual(['Tablette bleue']);
  await director.post(`${declaring}/${devices[0].id}/retrait`);
  // Back on the network, the page reloads by itself: whichever comes first.
  const opens = (): Promise<boolean> =>
    page.goto(origin + morning).then(
      () => true,
      () => false,
    );
  await expect.poll(opens, { timeout: 20_000 }).toBe(true);
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), { timeout: 20_000 })
    .toBe(0);
  expect((await laid(page)).ids).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('a personal telephone keeps nothing: without network the sheet stays before its teacher', { timeout: 60_000 }, async () => {
  const { page, context } = await device(claire);
  await page.goto(origin + morning);
  await page.locator('.roll-tap').first().waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Corriger l’appel' }).tap();
  await page.getByText('Restez sur cette page').waitFor();
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});

test('the worker looks after /appel only, and what it keeps in clear names nobody', { timeout: 60_000 }, async () => {
  const shell = await claire.get('/appel/hors-ligne');
  expect((await ent.nobody.get('/appel/hors-ligne')).statusCode).toBe(200);
  expect((await ent.nobody.get('/appel/hors-ligne')).body).not.toMatch(/Benali|Moreau|data-me/);
  expect(shell.statusCode).toBe(200);
  expect((await ent.nobody.get('/appel-veilleur.js')).headers['content-type']).toContain('text/javascript');
});

test.for([
  ['teacher of the school', 'marc', 200],
  ['director', 'dominique', 200],
  ['teacher of another school', 'lou', 404],
  ['guardian', 'anne', 404],
  ['atsem', 'atsem', 404],
] as const)('%s, %s: declares a device of the school, %s', async ([, who, status]) => {
  const visitor = await ent.as(v[who]);
  expect((await visitor.get(declaring)).statusCode).toBe(status);
  const token = v[who].replaceAll('-', '').padEnd(43, 'x');
  expect((await visitor.post(declaring, { name: 'Tablette', token })).statusCode).toBe(status === 200 ? 303 : 404);
  // Sent twice, it is declared once.
  expect((await visitor.post(declaring, { name: 'Tablette', token })).statusCode).toBe(status === 200 ? 303 : 404);
  expect((await visitor.post('/appel/appareils', { token })).statusCode).toBe(status === 200 ? 303 : 404);
  expect((await visitor.post('/appel/appareils', { token: 'unknown' })).statusCode).toBe(404);
  await sql`delete from attendance.devices`.execute(ent.db);
});
