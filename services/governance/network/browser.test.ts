import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import network from './service.ts';

const ent = await startEnt([network], { built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const school = await ent.school({ townId: await ent.town() });
const hugo = await ent.as(await ent.teacher('Hugo Lafont', await ent.classroom(school)));
const open = async (javaScriptEnabled: boolean) => {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'preau', value: hugo.token, url: origin }]);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${origin}/ligne/${school}`);
  return { page, asked };
};

test('without script the page says that the measure needs it, and asks for nothing', async () => {
  const { page } = await open(false);
  expect(await page.getByText('elle demande que JavaScript soit activé').isVisible()).toBe(true);
  expect(await page.locator('main form').count()).toBe(0);
});

test('a teacher presses once, on a tablet: the line is measured against our own server only, kept and said', async () => {
  const { page, asked } = await open(true);
  await page.getByRole('button', { name: 'Lancer la mesure' }).click();
  await page.getByText('La mesure est gardée').waitFor();
  expect(await page.getByText('25 tablettes').first().isVisible()).toBe(true);
  expect(new Set(asked)).toEqual(new Set([origin]));
  const { rows } = await ent.db.pool.query('select kbps, latency_ms, by from network.measures');
  expect(rows).toHaveLength(1);
  expect(rows[0].by).toBe('teacher');
  expect(rows[0].kbps).toBeGreaterThan(1000);
});
