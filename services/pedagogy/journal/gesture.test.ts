import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { feedOf, tuesday, village } from './scene.ts';
import journal from './service.ts';

const ent = await startEnt([journal], { now: () => tuesday, built: await builtAssets() });
const browser = await openBrowser();
const folder = mkdtempSync(join(tmpdir(), 'preau-photos-'));
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});
const v = await village(ent);
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

/** A photo of 12 megapixels, as a telephone gives it. */
async function photo(at: number): Promise<string> {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="3000">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${at * 30} 70% 60%)"/><stop offset="1" stop-color="hsl(${at * 30 + 90} 60% 30%)"/></linearGradient></defs>
    <rect width="4000" height="3000" fill="url(#g)"/>${Array.from({ length: 40 }, (_, n) => `<circle cx="${(n * 733 + at * 97) % 4000}" cy="${(n * 419) % 3000}" r="${60 + n * 5}" fill="hsl(${n * 37} 60% 50%)"/>`).join('')}</svg>`;
  const path = join(folder, `IMG_${at}.jpg`);
  const exif = { IFD3: { GPSLatitude: '43/1 36/1 0/1' }, IFD0: { Make: 'SECRETPHONE' } };
  writeFileSync(path, await sharp(Buffer.from(drawn)).withExif(exif).jpeg({ quality: 92 }).toBuffer());
  return path;
}

/** Claire's telephone, on a slow line: 1 Mb/s up, 100 ms. */
async function telephone(path: string): Promise<Page> {
  const { token } = await ent.as(v.claire);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await context.addCookies([{ name: 'preau', value: token, url: origin }]);
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.locator('[data-island="compose-post"][data-landed]').waitFor();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 1_000_000,
    uploadThroughput: 125_000,
  });
  return page;
}

const child = (page: Page, pupilId: string) => page.locator(`input[name=pupils][value="${pupilId}"]`);

test('twelve photos of twelve megapixels: three taps, the line cut twice in the middle, nothing lost and nothing twice', {
  timeout: 180_000,
}, async () => {
  const photos = await Promise.all(Array.from({ length: 12 }, (_, at) => photo(at)));
  const page = await telephone(`/journal/${v.ce1}/nouveau`);
  await page.locator('input[type=file]').setInputFiles(photos);
  await expect.poll(() => page.locator('.photo-sheet').count(), { timeout: 90_000 }).toBe(12);
  const sent: number[] = [];
  let [cuts, resumed] = [0, 0];
  // A third of the fourth photo has arrived, then of the ninth sending: the line goes dead.
  ent.app.server.on('request', ({ method, headers, socket }) => {
    if (method !== 'PATCH') return;
    const length = Number(headers['content-length']);
    if (Number(headers['upload-offset']) > 0) resumed += 1;
    if (sent.push(length) !== 4 && sent.length !== 9) return;
    const before = socket.bytesRead;
    const timer = setInterval(() => {
      if (socket.bytesRead - before < length / 3) return;
      clearInterval(timer);
      cuts += 1;
      socket.destroy();
    }, 2);
  });
  await page.locator('input[name=nobody]').check();
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.waitForURL(`${origin}/journal/${v.ce1}`, { timeout: 120_000 });
  // Twice, a photo went on from where it was: what had arrived was not sent again.
  expect([cuts, resumed]).toEqual([2, 2]);
  expect(Math.max(...sent)).toBeLessThanOrEqual(300_000);
  const posts = await feedOf(ent, v.anne, v.ce1);
  expect(Array.isArray(posts) && posts.map(({ pictures }) => pictures.length)).toEqual([12]);
  const files = await ent.db.selectFrom('kernel.files').select('sha256').execute();
  expect(new Set(files.map(({ sha256 }) => sha256.toString('hex'))).size).toBe(24);
  expect((await ent.db.selectFrom('kernel.uploads').select('id').execute()).length).toBe(0);
  await page.context().close();
});

test('a child whose family said no is told beside the photo; blurred by hand, what leaves the telephone no longer shows them', {
  timeout: 60_000,
}, async () => {
  const face = join(folder, 'face.png');
  const half = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#fff"/>${Array.from({ length: 600 }, (_, n) => `<rect x="${(n % 30) * 10 + 50}" y="${Math.floor(n / 30) * 10 + 50}" width="10" height="10" fill="${(n + Math.floor(n / 30)) % 2 ? '#000' : '#f00'}"/>`).join('')}</svg>`;
  writeFileSync(face, await sharp(Buffer.from(half)).png().toBuffer());
  const page = await telephone(`/journal/${v.ce1}/nouveau`);
  await page.locator('input[type=file]').setInputFiles(face);
  const sheet = page.locator('.photo-sheet');
  await sheet.waitFor();
  await child(page, v.noa).check();
  await sheet.getByText('Noa\u00a0: la famille n’est pas d’accord').waitFor();
  await page.getByRole('button', { name: 'Publier' }).click();
  expect(page.url()).toContain('/nouveau');
  await sheet.getByRole('button', { name: 'Flouter' }).click();
  const canvas = page.locator('canvas');
  const frame = await canvas.boundingBox();
  if (!frame) throw new Error('no brush');
  await page.mouse.move(frame.x + 8, frame.y + 8);
  await page.mouse.down();
  for (let y = 8; y < frame.height * 0.48; y += 8) {
    await page.mouse.move(frame.x + 8, frame.y + y);
    await page.mouse.move(frame.x + frame.width * 0.5, frame.y + y, { steps: 20 });
  }
  await page.mouse.up();
  await page.getByRole('button', { name: 'C’est flouté' }).click();
  await child(page, v.noa).uncheck();
  await child(page, v.zelie).check();
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.waitForURL(`${origin}/journal/${v.ce1}`);
  const posts = await feedOf(ent, v.anne, v.ce1);
  const id = Array.isArray(posts) ? posts[0]?.pictures[0]?.id : undefined;
  const { rawPayload } = await (await ent.as(v.anne)).get(`/journal/photos/${id}`);
  // Where red and black squares of 10 px stood, each square of the brush has one colour.
  const { data, info } = await sharp(rawPayload)
    .extract({ left: 80, top: 80, width: 15, height: 15 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const reds = Array.from({ length: info.width * info.height }, (_, at) => data[at * info.channels] ?? 0);
  expect(Math.max(...reds) - Math.min(...reds)).toBeLessThan(40);
  const sharpOnes = await sharp(rawPayload).extract({ left: 300, top: 200, width: 40, height: 40 }).raw().toBuffer();
  expect(sharpOnes.length).toBeGreaterThan(0);
  await page.context().close();
});

test('with the keys alone, a photo is taken out again, and one photo names its own children', { timeout: 60_000 }, async () => {
  const page = await telephone(`/journal/${v.ce1}/nouveau`);
  await page.locator('input[type=file]').setInputFiles([await photo(1), await photo(2), await photo(3)]);
  await expect.poll(() => page.locator('.photo-sheet').count(), { timeout: 30_000 }).toBe(3);
  await page.locator('.photo-sheet').nth(1).getByRole('button', { name: 'Retirer' }).press('Enter');
  await expect.poll(() => page.locator('.photo-sheet').count()).toBe(2);
  const last = page.locator('.photo-sheet').nth(1);
  await last.locator('summary').press('Enter');
  await last.getByLabel('Tom').press('Space');
  await page.locator('input[name=nobody]').press('Space');
  await page.getByLabel('Quelques mots').fill('Deux photos');
  await page.getByRole('button', { name: 'Publier' }).press('Enter');
  await page.waitForURL(`${origin}/journal/${v.ce1}`);
  const posts = await feedOf(ent, v.anne, v.ce1);
  const post = Array.isArray(posts) ? posts.find(({ caption }) => caption === 'Deux photos') : undefined;
  expect(post?.pictures.map(({ names }) => names)).toEqual([[], ['Tom']]);
  await page.context().close();
});
