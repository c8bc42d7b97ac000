import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { services } from '../../preau.ts';

/** On a phone, without script: a teacher proposes an evening, a parent of two takes two moments that follow each other. */

const now = new Date('2026-11-24T10:00:00Z');
const ent = await startEnt(services, { built: await builtAssets(), now: () => now });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const baseURL = await ent.app.listen({ host: '127.0.0.1', port: 0 });

const school = await ent.school();
const [ce1, cm2] = [await ent.classroom(school, 'CE1 A'), await ent.classroom(school, 'CM2')];
const [zelie, leo] = [await ent.pupil('Zélie Moreau', ce1), await ent.pupil('Léo Moreau', cm2, 'CM2')];
const anne = await ent.guardian('Anne Moreau', zelie, leo);

async function phoneOf(personId: string) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'preau', value: (await ent.as(personId)).token, url: baseURL }]);
  const page = await context.newPage();
  await page.goto('/');
  return page;
}

async function propose(name: string, classId: string): Promise<void> {
  const page = await phoneOf(await ent.teacher(name, classId));
  await page.goto('/rendez-vous/nouveau');
  await page.getByLabel('Quel jour ?').fill('2026-12-01');
  await page.getByLabel('Où, à quel numéro').fill('La classe');
  await page.getByRole('button', { name: 'Inviter les familles' }).click();
  await page.getByText('8 moments sont proposés').waitFor();
}

test('from her home page, two taps take a moment; for the brother, what follows comes first', { timeout: 120_000 }, async () => {
  await propose('Claire Benali', ce1);
  await propose('Marc Olive', cm2);
  const page = await phoneOf(anne);
  let taps = 0;
  const tap = async (role: 'link' | 'button', name: string | RegExp) => {
    taps += 1;
    await page.getByRole(role, { name }).first().click();
  };
  await tap('link', /Choisir un moment/);
  const about = await page.getByRole('heading', { level: 1 }).innerText();
  await tap('button', /17.h$/);
  expect(taps).toBe(2);
  expect((await page.getByRole('status').innerText()).replaceAll('\u00a0', ' ')).toContain('C’est pris : mardi 1er décembre à 17 h.');

  await page.goto('/');
  await tap('link', /Choisir un moment/);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(about);
  const next = page.getByRole('group', { name: /À la suite de votre autre rendez-vous/ }).getByRole('button');
  expect((await next.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
    'mardi 1er décembre à 16 h 30',
    'mardi 1er décembre à 17 h 30',
    'mardi 1er décembre à 17 h 45',
  ]);
  await next.nth(1).click();
  await page.goto('/');
  expect(await page.getByRole('link', { name: /Choisir un moment/ }).count()).toBe(0);
});

test('a parent says who comes to an evening of the class, from the home page, in two taps and a choice', { timeout: 60_000 }, async () => {
  const teacher = await phoneOf(await ent.teacher('Inès Roche', ce1));
  await teacher.goto('/agenda/nouveau');
  await teacher.getByLabel('Quoi ?').fill('Soirée des contes');
  await teacher.getByLabel('Quel jour ?').fill('2026-12-08');
  await teacher.getByLabel('Demander qui vient').check();
  await teacher.getByRole('button', { name: 'Ajouter à l’agenda' }).click();
  const page = await phoneOf(anne);
  await page.getByRole('link', { name: /Dire si vous venez/ }).click();
  await page.getByLabel('Oui').check();
  await page.getByRole('button', { name: 'Répondre' }).click();
  await page.getByText('Votre réponse est notée.').waitFor();
  await page.goto('/agenda?mois=2026-12');
  await page.getByRole('link', { name: /Soirée des contes/ }).waitFor();
});
