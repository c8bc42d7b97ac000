import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, pagesOf, startEnt, violations, weigh } from '#kernel/testing';
import { opened, statesOf, tuesday, village } from './scene.ts';
import attendance from './service.ts';

const ent = await startEnt([attendance], { now: () => tuesday, built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const morning = `/appel/${v.ce1}/2026-11-24/matin`;
for (let at = 4; at <= 28; at += 1) await ent.pupil(`Enfant Numéro${String(at).padStart(2, '0')}`, v.ce1);
const claire = await ent.as(v.claire);

/** What a teacher takes to read a name and look up for the child: half a second, 28 times. */
const lookUp = 500;

test('28 children are called on a phone in less than thirty seconds: three absent, one late with its hour', {
  timeout: 90_000,
}, async () => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.addCookies([{ name: 'preau', value: claire.token, url: origin }]);
  const page = await phone.newPage();
  const scale = await weigh(page);
  const begun = performance.now();
  await page.goto(origin + morning);
  await page.locator('.roll-tap').first().waitFor();
  const taps: Record<string, number> = { 'Zélie Moreau': 1, 'Enfant Numéro17': 1, 'Enfant Numéro28': 1, 'Tom Petit': 2, 'Léa Aubin': 3 };
  for (const line of await page.locator('.roll-line').all()) {
    const name = (await line.getAttribute('data-name')) ?? '';
    await page.waitForTimeout(lookUp);
    for (let tap = 0; tap < (taps[name] ?? 0); tap += 1) await line.locator('.roll-tap').tap();
  }
  const small = await page
    .locator('.roll-tap, .roll-foot button')
    .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
  expect(small).toBe(0);
  await page.screenshot({ path: '/tmp/roll-phone.png' });
  await page.getByRole('button', { name: 'Envoyer l’appel' }).tap();
  await page.getByText('L’appel est fait.').waitFor();
  const seconds = (performance.now() - begun) / 1000;
  expect(seconds).toBeLessThan(30);
  expect(scale.byType().Script).toBeLessThan(20 * 1024);
  expect(await violations(page)).toEqual([]);
  const states = statesOf(await opened(claire, morning));
  expect(
    Object.entries(states)
      .filter(([, state]) => state === 'absent')
      .map(([name]) => name),
  ).toEqual(['Zélie Moreau', 'Enfant Numéro17', 'Enfant Numéro28']);
  expect(states['Tom Petit']).toMatch(/^late \d\d:\d\d$/);
  expect(states['Léa Aubin']).toBe('present');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await phone.close();
});

test('without script, each child has three choices and the form does the same', { timeout: 60_000 }, async () => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await phone.addCookies([{ name: 'preau', value: claire.token, url: origin }]);
  const page = await phone.newPage();
  await page.goto(origin + morning);
  await page.screenshot({ path: '/tmp/roll-noscript.png' });
  await page.getByRole('group', { name: 'Zélie Moreau' }).getByLabel('En retard').check();
  await page.getByLabel('Heure d’arrivée, Zélie Moreau').fill('09:05');
  await page.getByRole('button', { name: 'Corriger l’appel' }).click();
  await page.getByText('L’appel est fait.').waitFor();
  expect(statesOf(await opened(claire, morning))['Zélie Moreau']).toBe('late 09:05');
  await phone.close();
});

test('the whole school prints who is here, one sheet for each class, for the teachers of the school and the director', async () => {
  for (const who of [v.claire, v.marc, v.dominique]) {
    const pages = await pagesOf((await (await ent.as(who)).get(`/appel/ecoles/${v.school}/presents`)).rawPayload);
    expect(pages.length).toBe(2);
    const text = pages.map((page) => page.replace(/\s+/g, ' '));
    expect(text[0]).toContain('26 sur 28');
    expect(text[0]).toContain('arrivée à 9 h 05');
    expect(text[1]).toContain('L’appel n’a pas encore été fait.');
  }
  for (const who of [v.lou, v.anne, v.zelie, v.atsem])
    expect((await (await ent.as(who)).get(`/appel/ecoles/${v.school}/presents`)).statusCode).toBe(404);
});
