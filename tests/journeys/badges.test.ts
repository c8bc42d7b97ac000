import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create as qr } from 'qrcode';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { services } from '../../preau.ts';
import { badgeToken } from '../../services/utilities/badges/secrets.ts';

/** A class of 25 comes in on one tablet, each with a badge held before the camera, then one without a badge. */

const ent = await startEnt(services, { built: await builtAssets() });
const camera = join(ent.folder, 'camera.y4m');
const [width, height] = [320, 240];

/** What stands before the camera: a badge held at arm's length, or an empty room. */
function show(text?: string): void {
  const luma = Buffer.alloc(width * height, 180);
  if (text) {
    const { data, size } = qr(text, { errorCorrectionLevel: 'M' }).modules;
    const dot = 6;
    const [left, top] = [Math.floor((width - size * dot) / 2), Math.floor((height - size * dot) / 2)];
    for (let y = -2 * dot; y < (size + 2) * dot; y += 1)
      for (let x = -2 * dot; x < (size + 2) * dot; x += 1) {
        const [column, row] = [Math.floor(x / dot), Math.floor(y / dot)];
        const dark = column >= 0 && row >= 0 && column < size && row < size && data[row * size + column];
        luma[(top + y) * width + left + x] = dark ? 30 : 235;
      }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  // Put in place whole: the browser opens it whenever it likes.
  writeFileSync(
    `${camera}.new`,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]),
  );
  renameSync(`${camera}.new`, camera);
}
show();

const browser = await openBrowser({ camera });
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const ms = await ent.classroom(await ent.school(), 'Moyenne section');
const rose = await ent.teacher('Rose Pujol', ms);
const pupils: string[] = [];
for (let at = 0; at < 25; at += 1) pupils.push(await ent.pupil(`Élève${at} Martin`, ms, 'MS'));

test('25 children in three minutes, one adult, no keyboard', { timeout: 240_000 }, async () => {
  const desk = await browser.newContext({ baseURL: origin, acceptDownloads: true });
  await desk.addCookies([{ name: 'preau', value: (await ent.as(rose)).token, url: origin }]);
  const board = await desk.newPage();
  await board.goto('/badges');
  const [paper] = await Promise.all([board.waitForEvent('download'), board.getByRole('button', { name: 'Imprimer les badges' }).click()]);
  expect(paper.suggestedFilename()).toContain('Badges');
  await board.getByRole('button', { name: 'Ouvrir la classe' }).click();
  await board.waitForURL('**/ouvertures/**');
  const code = await board.locator('.opening-code').innerText();

  const tablet = await browser.newContext({
    baseURL: origin,
    viewport: { width: 800, height: 1200 },
    hasTouch: true,
    permissions: ['camera'],
  });
  const page = await tablet.newPage();
  await page.goto(`/classe?code=${code}`);
  await page.getByRole('button', { name: 'Ouvrir cette tablette' }).tap();
  await page.getByText('Qui es-tu').waitFor();
  // The teacher sees the tablet arrive without touching anything.
  await board.getByText('1 tablette ouverte').waitFor({ timeout: 20_000 });

  const { rows } = await sql<{ id: string; pupil: string; name: string }>`
    select b.id, b.pupil_id as pupil, p.first_name as name from badges.badges b join kernel.people p on p.id = b.pupil_id where b.revoked_at is null`.execute(
    ent.db,
  );
  expect(rows).toHaveLength(25);
  const begun = performance.now();
  for (const { id, name } of rows) {
    show(badgeToken(ent.secret, id));
    await page.goto('/classe');
    expect(await page.locator('input:visible, textarea:visible').count()).toBe(0);
    await page.waitForURL((url) => url.pathname !== '/classe', { timeout: 30_000 });
    const accept = page
      .getByRole('button', { name: 'Je suis d’accord' })
      .or(page.getByRole('button', { name: /accepte|promets|d’accord/i }))
      .first();
    if (page.url().endsWith('/charte')) await accept.tap();
    await page.getByRole('heading', { name: new RegExp(`${name}\\b`) }).waitFor();
    // The badge is put down before the next child comes.
    show();
    await page.getByRole('button', { name: 'Au revoir' }).tap();
    await page.waitForURL('**/classe');
  }
  const seconds = (performance.now() - begun) / 1000;
  expect(seconds).toBeLessThan(180);

  // A child whose badge stayed at home taps their drawing, then their three pictures.
  show();
  await page.goto('/classe');
  const { picturesOf, pictures } = await import('../../services/utilities/badges/secrets.ts');
  const { t } = await import('../../services/utilities/badges/texts.ts');
  expect(pictures).toHaveLength(12);
  await page.getByRole('link', { name: 'Élève7', exact: true }).tap();
  for (const picture of picturesOf(ent.secret, pupils[7] ?? '', 1)) {
    const button = page.getByRole('button', { name: t[picture] });
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(76);
    await button.tap();
    await page.waitForLoadState();
  }
  await page.getByRole('heading', { name: /Élève7/ }).waitFor();

  // The lesson is over: one gesture, and the tablet is nobody's.
  await board.goto(`/badges/classes/${ms}`);
  await board.getByText('Fermer toutes les tablettes').click();
  await board.getByRole('button', { name: 'Oui, fermer' }).click();
  await page.goto('/liaison');
  await page.getByText('Tablette de classe').first().waitFor();
});
