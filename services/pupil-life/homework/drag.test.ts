import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { poem, tuesday, village } from './scene.ts';
import homework from './service.ts';

const ent = await startEnt([homework], { now: () => tuesday, built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

test('a card is dragged from Thursday to Friday; without script, its button does the same back', { timeout: 60_000 }, async () => {
  const claire = await ent.as(v.claire);
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-11-26'] });
  const cookie = { name: 'preau', value: claire.token, url: origin };
  const week = `${origin}/devoirs/${v.ce1}/semaine/2026-11-24`;
  const parent = await ent.as(v.anne);
  const dueOn = async () => (await parent.json('/devoirs/famille')).json().works.map((work: { dueOn: string }) => work.dueOn);

  const desk = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await desk.addCookies([cookie]);
  const page = await desk.newPage();
  await page.goto(week);
  const card = page.locator('[data-work][draggable="true"]');
  await card.waitFor();
  await card.dragTo(page.locator('[data-day="2026-11-27"]'));
  await page.getByText('Le travail est maintenant au vendredi 27 novembre.').waitFor();
  expect(await dueOn()).toEqual(['2026-11-27']);
  await desk.close();

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await phone.addCookies([cookie]);
  const plain = await phone.newPage();
  await plain.goto(week);
  await plain.getByText('Modifier').first().click();
  await plain.getByRole('button', { name: 'jeudi 26 novembre' }).click();
  expect(await dueOn()).toEqual(['2026-11-26']);
  await phone.close();
});
