import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { tuesday, village } from './scene.ts';
import homework from './service.ts';

const ent = await startEnt([homework], { now: () => tuesday, built: await builtAssets() });
/** A browser whose microphone hums. */
const browser = await openBrowser({ microphone: true });
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

test('a teacher records the instruction; the child hears the teacher in place of the words, and the sound says nothing else', {
  timeout: 60_000,
}, async () => {
  const claire = await ent.as(v.claire);
  const context = await browser.newContext({ permissions: ['microphone'] });
  await context.addCookies([{ name: 'preau', value: claire.token, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/devoirs/${v.ce1}/nouveau`);
  await page.locator('[data-island="record-voice"][data-landed]').waitFor();
  await page.getByLabel('Matière').selectOption({ index: 1 });
  await page.getByLabel('Leçon', { exact: false }).first().check();
  await page.getByLabel('Consigne').fill('Lis la page 12.');
  await page.locator('input[name=days]').first().check();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('input[type=file]').click()]);
  await chooser.setFiles({ name: 'page.txt', mimeType: 'text/plain', buffer: Buffer.from('La page 12.') });
  await page.getByRole('button', { name: 'Enregistrer ma voix' }).click();
  await page.getByText(/encore 11\d secondes/).waitFor();
  await page.getByRole('button', { name: 'Arrêter' }).click();
  await page.locator('.voice-heard audio').waitFor();
  await page.getByRole('button', { name: 'Ajouter au cahier' }).click();
  await page.waitForURL(/semaine/);
  const files = await ent.db.selectFrom('kernel.files').select(['name', 'media_type', 'size']).orderBy('media_type').execute();
  expect(files.map(({ name, media_type }) => [name, media_type])).toEqual([
    ['Ma voix', 'audio/webm'],
    ['page.txt', 'text/plain'],
  ]);
  expect(files[0]?.size).toBeGreaterThan(1000);
  const child = await (await ent.as(v.zelie)).get('/devoirs/moi');
  const [, src] = /<audio[^>]*src="([^"]+)"[^>]*data-voice/.exec(child.body) ?? [];
  const heard = await (await ent.as(v.zelie)).get(src ?? '');
  expect([heard.statusCode, heard.headers['content-type']]).toEqual([200, 'audio/webm']);
  expect((await (await ent.as(v.ali)).get(src ?? '')).statusCode).toBe(404);
  await context.close();
});
