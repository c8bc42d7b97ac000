import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, violations, weigh } from './browser.ts';

const sentence = 'Élève à l’œuvre : ça pousse où ? Noël, île, naïf.';
const font = readFileSync(
  new URL('../../node_modules/@fontsource/playwrite-fr-moderne/files/playwrite-fr-moderne-latin-400-normal.woff2', import.meta.url),
);
const html = `<!doctype html><html lang="fr"><head><title>Préau</title><style>
@font-face { font-family: Playwrite; src: url(/font.woff2) format('woff2'); }
p { font-size: 32px; } .cursive { font-family: Playwrite; }</style></head>
<body><main><h1>Préau</h1><p class="cursive">${sentence}</p></main></body></html>`;

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', `default-src 'self'; style-src 'unsafe-inline'; script-src 'self'`);
    if (url === '/font.woff2') return response.setHeader('content-type', 'font/woff2').end(font);
    if (url !== '/') return response.writeHead(404).end();
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-encoding', 'gzip').end(gzipSync(html));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await openBrowser({ from: 'npm' });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  page = await browser.newPage();
});

afterEach(() => page.close());

function address(): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${bound.port}/`;
}

async function draw(): Promise<Buffer> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  return page.locator('p').screenshot();
}

test('the Chromium of npm draws accented words in a font the server sends', async () => {
  await page.goto(address());
  const cursive = await draw();
  expect(await page.evaluate(`document.fonts.check('32px Playwrite', ${JSON.stringify(sentence)})`)).toBe(true);
  await page.locator('p').evaluate((p) => p.classList.remove('cursive'));
  const plain = await draw();
  await page.locator('p').evaluate((p) => (p.textContent = ''.padEnd(p.textContent.length, '\u00a0')));
  const blank = await draw();
  // A picture of words compresses to more than an empty one, and two fonts do not draw the same picture.
  expect(plain.length).toBeGreaterThan(blank.length * 3);
  expect(cursive.equals(plain)).toBe(false);
});

test('the weight of a page is what crossed the network: compressed, with its font', async () => {
  const weight = await weigh(page);
  await page.goto(address(), { waitUntil: 'networkidle' });
  const { Document: document = 0, Font: words = 0 } = weight.byType();
  expect(document).toBeGreaterThan(gzipSync(html).length);
  expect(document).toBeLessThan(gzipSync(html).length + 500);
  expect(words).toBeGreaterThan(font.length);
  expect(weight.total()).toBeLessThan(font.length + gzipSync(html).length + 1500);
});

test('axe finds nothing on a good page, and the picture without words on a bad one', async () => {
  await page.goto(address());
  expect(await violations(page)).toEqual([]);
  await page.locator('main').evaluate((main) => main.append(document.createElement('img')));
  expect((await violations(page)).map(({ id }) => id)).toEqual(['image-alt']);
});
