import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, pagesOf, startEnt } from '#kernel/testing';
import { criteria, risks } from './impact-texts.ts';
import privacy from './service.ts';

const ent = await startEnt([privacy], { built: await builtAssets() });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const anne = await ent.guardian('Anne Martin', await ent.pupil('Léa Martin', await ent.classroom(school)));

test('anybody finds a line of the register by a word of its reason, its term or its service, with or without accents', async () => {
  const rooms = async (q: string) =>
    (await ent.nobody.json(`/donnees/registre?q=${encodeURIComponent(q)}`))
      .json()
      .register.map(({ room, lines }: { room: string; lines: [] }) => [room, lines.length]);
  const [whole, deaths] = [await rooms(''), await rooms('décédée')];
  expect(whole.length).toBe(2);
  expect(deaths).toEqual([['Photos et voix', 2]]);
  expect(await rooms('DECEDEE')).toEqual(deaths);
  expect(await rooms('photos et voix')).toEqual([whole[1]]);
  expect(await rooms('licorne')).toEqual([]);
  expect((await ent.nobody.get('/donnees/registre?q=licorne')).body).toContain('Aucun traitement ne parle de');
});

test('folded on a screen, the register is whole on paper', async () => {
  const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${origin}/donnees/registre`);
  const line = page.getByText('Tenir le registre des fuites de données').first();
  expect(await line.isVisible()).toBe(false);
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(2_500);
  await page.emulateMedia({ media: 'print' });
  expect(await line.isVisible()).toBe(true);
  await browser.close();
});

test('the analysis of impact says the nine criteria, each risk with its measures and levels, and what is left to people', async () => {
  const pdf = await (await ent.as(anne)).get('/donnees/analyse-impact.pdf');
  const text = (await pagesOf(pdf.rawPayload)).join(' ').replace(/\s+/g, ' ');
  const said = (words: string) => expect(text).toContain(words.replace(/\s+/g, ' '));
  expect(criteria).toHaveLength(9);
  for (const [name, , why] of criteria) for (const words of [name, why]) said(words);
  for (const [event = ''] of risks) said(event.split(' ').slice(0, 3).join(' '));
  for (const words of ['Plan d’action', 'Gravité', 'Vraisemblance', 'Avis du délégué']) said(words);
});
