import type { Browser, BrowserContext, Page } from 'playwright-core';
import { codeAt, stepAt } from '#kernel/identity';
import { pagesOf } from '#kernel/testing';

/** What people do in these journeys, with their words on the buttons. */

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const desk = { viewport: { width: 1280, height: 900 } };
export const password = 'girafe tulipe vélo nuage';

export type Sheet = { login: string; code: string };

/** Somebody at their own device, whose browser remembers nothing yet. */
export async function somebody(
  browser: Browser,
  origin: string,
  where: 'phone' | 'desk',
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    ...(where === 'phone' ? phone : desk),
    baseURL: origin,
    locale: 'fr-FR',
    acceptDownloads: true,
  });
  return { context, page: await context.newPage() };
}

/** From the paper sheet to one's home: the QR code's address, a password, the charter. */
export async function activate(page: Page, { login, code }: Sheet): Promise<void> {
  await page.goto(`/activation?${new URLSearchParams({ identifiant: login, code })}`);
  await page.getByLabel('mot de passe', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: 'Activer' }).click();
  await page.waitForURL((url) => ['/charte', '/connexion/second-facteur'].includes(url.pathname));
  if (page.url().includes('/second-facteur')) await enrol(page);
  await page.getByRole('button', { name: 'J’ai lu la charte et je l’accepte' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** Whoever works here adds an application: the key is typed in it, the code it shows is typed here. */
async function enrol(page: Page): Promise<void> {
  const key = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code de l’application').fill(codeAt(key, stepAt(new Date())));
  await page.getByRole('button', { name: 'Ajouter l’application' }).click();
  await page.waitForURL('**/charte');
}

/** Presses what prints, and reads the paper: one entry for each login on it. */
export async function printed(page: Page, press: () => Promise<void>): Promise<{ pages: string[]; sheets: Sheet[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  const pages = await pagesOf(Buffer.concat(chunks));
  const found = pages.join('\n').matchAll(/([a-z0-9]+\.[a-z0-9]+)\s[\s\S]*?([a-z3-9]{4}-[a-z3-9]{4}-[a-z3-9]{4})/g);
  return { pages, sheets: [...found].map(([, login = '', code = '']) => ({ login, code })) };
}
