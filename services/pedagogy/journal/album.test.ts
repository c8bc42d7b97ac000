import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { openBrowser, pagesOf, startEnt } from '#kernel/testing';
import { phonePhoto, sendForm, tuesday, village } from './scene.ts';
import journal from './service.ts';

let now = tuesday;
const ent = await startEnt([journal], { now: () => now });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const claire = await ent.as(v.claire);
const here = `/journal/${v.ce1}`;

async function posted(caption: string, pupils: string[], hue: number) {
  const who: Record<string, string | string[]> = pupils.length > 0 ? { pupils } : { nobody: 'on' };
  const file = { name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(hue) };
  await sendForm(claire, here, { key: newId(), caption, ...who }, [file]);
}
await posted('La mare a gelé.', [v.zelie], 1);
await posted('Tom jardine.', [v.tom], 2);
await posted('Les radis.', [], 3);

test('the album holds what every family agrees to when it is made, on paper and in one file', { timeout: 120_000 }, async () => {
  await v.agree(v.julie, v.tom, false);
  expect((await claire.post(`${here}/album`)).statusCode).toBe(303);
  expect((await claire.get(`${here}/album`)).body).toContain('L’album se fait');
  await ent.settle();
  const anne = await ent.as(v.anne);
  expect((await anne.get(`${here}/album`)).body).toContain('Album à imprimer');
  const pdf = await anne.get(`${here}/album/pdf`);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  const words = (await pagesOf(pdf.rawPayload)).join(' ').replaceAll('\u00a0', ' ');
  for (const word of ['CE1 A', 'Notre classe', 'Claire Benali', 'Novembre 2026', 'La mare a gelé.', 'Les radis.'])
    expect(words).toContain(word);
  expect(pdf.rawPayload.toString('latin1').match(/\/Subtype\s*\/Image/g)).toHaveLength(2);
  const file = await anne.get(`${here}/album/fichier`);
  expect(file.headers['content-disposition']).toMatch(/^attachment/);
  expect([file.body.match(/data:image\/jpeg/g)?.length, file.body.includes('<script'), file.rawPayload.includes('SECRETPHONE')]).toEqual([
    2,
    false,
    false,
  ]);

  const path = join(ent.folder, 'album.html');
  writeFileSync(path, file.rawPayload);
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${path}`);
  expect(await page.locator('h1').textContent()).toBe('CE1 A · 2026-2027');
  const photos = page.locator('img');
  expect(await photos.count()).toBe(2);
  expect(await photos.first().getAttribute('alt')).toBe('Photo avec Zélie');
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  await context.close();
});

test('once a family withdraws, or a post is taken away, the album that shows it is given to nobody until it is made again', async () => {
  const karim = await ent.as(v.karim);
  const status = async () => (await karim.get(`${here}/album/pdf`)).statusCode;
  expect(await status()).toBe(200);
  await v.agree(v.karim, v.zelie, false);
  expect([await status(), (await karim.get(`${here}/album/fichier`)).statusCode]).toEqual([404, 404]);
  expect((await karim.get(`${here}/album`)).body).toContain('cet album n’est plus donné');
  now = new Date(now.getTime() + 3_600_000);
  await claire.post(`${here}/album`);
  await ent.settle();
  expect(await status()).toBe(200);
  const { posts } = (await claire.json(here)).json();
  await claire.post(`/journal/publications/${posts[0].id}/retrait`);
  expect(await status()).toBe(404);
});

test('only the teacher has it made; families of the class have it, nobody else', async () => {
  now = new Date(now.getTime() + 3_600_000);
  await claire.post(`${here}/album`);
  await ent.settle();
  const asks = async (who: string) => (await (await ent.as(who)).get(`${here}/album/pdf`)).statusCode;
  const makes = async (who: string) => (await (await ent.as(who)).post(`${here}/album`)).statusCode;
  expect(await Promise.all([v.anne, v.karim, v.paul, v.dominique, v.zelie].map(asks))).toEqual([200, 200, 200, 200, 200]);
  expect(await Promise.all([v.emine, v.marc, v.lou, v.ali].map(asks))).toEqual([404, 404, 404, 404]);
  expect(await Promise.all([v.anne, v.dominique, v.zelie, v.atsem, v.marc].map(makes))).toEqual([404, 404, 404, 404, 404]);
});

test('voices are in the file that opens without internet; once a child who is heard may not be, it is given to nobody', async () => {
  now = new Date(now.getTime() + 3_600_000);
  await v.agree(v.karim, v.zelie, true);
  const webm = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');
  const voice = { name: 'voix', type: 'audio/webm', bytes: webm };
  await sendForm(claire, here, { key: newId(), caption: '', heard: v.zelie }, [voice]);
  await claire.post(`${here}/album`);
  await ent.settle();
  const anne = await ent.as(v.anne);
  const { body } = await anne.get(`${here}/album/fichier`);
  expect(body).toContain(`<audio controls preload="none" aria-label="Écouter" src="data:audio/webm;base64,${webm.toString('base64')}"`);
  await v.agree(v.karim, v.zelie, false, ['voice']);
  expect((await anne.get(`${here}/album/fichier`)).statusCode).toBe(404);
});
