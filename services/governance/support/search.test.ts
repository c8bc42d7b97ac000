import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import support from './service.ts';

const ent = await startEnt([support], { built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const school = await ent.school({ townId: await ent.town() });
const hugo = await ent.as(await ent.teacher('Hugo Lafont', await ent.classroom(school)));
for (const [title, body] of [
  ['Mot de passe oublié', 'Demandez une nouvelle fiche de connexion à la direction.'],
  ['Faire l’appel', 'Tout le monde est présent : touchez seulement les absents.'],
] as const)
  await sql`insert into support.articles (id, place_id, title, body, audience, open, changed_at)
    values (${newId()}, ${school}, ${title}, ${body}, 'everybody', true, now())`.execute(ent.db);

test('while one says what is the matter, the nearest answers appear, and open beside what is being written', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies([{ name: 'preau', value: hugo.token, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/assistance/nouvelle`);
  const answers = page.locator('[data-answers]');
  await page.locator('input[name=title]').pressSequentially('mot de passe');
  await answers.getByRole('link', { name: 'Mot de passe oublié' }).waitFor();
  expect(await answers.getByRole('link').count()).toBe(1);
  expect(await answers.getByRole('link').getAttribute('target')).toBe('_blank');
  await page.locator('input[name=title]').fill('girafe bleue');
  await answers.getByRole('link').waitFor({ state: 'detached' });
  expect(await page.locator('input[name=title]').inputValue()).toBe('girafe bleue');
});
