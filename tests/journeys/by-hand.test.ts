import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { services } from '../../preau.ts';

/** Messaging by the hands that one has: without any script, with the keys alone, and on paper. */

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt(services, { built: await builtAssets(), now: () => now });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const ce1 = await ent.classroom(await ent.school(), 'CE1 A');
const claire = await ent.teacher('Claire Benali', ce1);
const anne = await ent.guardian('Anne Moreau', await ent.pupil('Zélie Moreau', ce1));
await ent.db.updateTable('kernel.accounts').set({ activated_at: now }).where('person_id', 'in', [claire, anne]).execute();

async function sits(personId: string, { script }: { script: boolean }): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'fr-FR',
    javaScriptEnabled: script,
    viewport: { width: 390, height: 844 },
  });
  context.setDefaultTimeout(10_000);
  await context.addCookies([{ name: 'preau', value: (await ent.as(personId)).token, url: origin }]);
  return context.newPage();
}
const subjects = async (personId: string): Promise<string[]> =>
  (await (await ent.as(personId)).json('/messagerie')).json().lines.map(({ subject }: { subject: string }) => subject);

test('without any script: somebody is found and added, a file is joined, it is looked at and sent, then reported', {
  timeout: 60_000,
}, async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'preau-')), 'ordonnance.txt');
  await writeFile(file, 'Lunettes à porter en classe.');
  const parent = await sits(anne, { script: false });
  await parent.goto('/messagerie');
  await parent.getByRole('button', { name: 'Nouveau message' }).click();
  await parent.getByLabel('Claire Benali').check();
  await parent.getByRole('button', { name: 'Ajouter les personnes cochées' }).click();
  await parent.getByRole('button', { name: 'Retirer Claire Benali' }).waitFor();
  await parent.getByLabel('Objet').fill('Les lunettes');
  await parent.locator('textarea[name=text]').fill('Zélie les met depuis lundi.\n\nMerci de les lui rappeler.');
  await parent.locator('input[type=file]').setInputFiles(file);
  await parent.getByRole('button', { name: 'Voir qui le recevra' }).click();
  await parent.getByRole('button', { name: 'Envoyer à 1 personne' }).click();
  await parent.getByText('Le message est parti.').waitFor();
  expect(await subjects(claire)).toEqual(['Les lunettes']);

  const teacher = await sits(claire, { script: false });
  await teacher.goto('/messagerie');
  await teacher.getByRole('link', { name: 'Les lunettes' }).click();
  expect(await teacher.locator('main').innerText()).toMatch(/depuis lundi\.\s+Merci de/);
  await teacher.getByRole('link', { name: 'ordonnance.txt' }).waitFor();
  await teacher.getByRole('button', { name: 'Marquer comme lu' }).click();
  expect((await (await ent.as(claire)).json('/messagerie')).json().unread).toBe(0);
  await teacher.getByText('Signaler').first().click();
  await teacher.locator('textarea[name=why]').fill('Un essai');
  await teacher.locator('form[action$=signalement] button').click();
  expect((await ent.db.selectFrom('kernel.reports').select('why').execute()).map(({ why }) => why)).toEqual(['Un essai']);
});

test('with the keys alone: each step is reached by Tab and seen, Space and Enter do what they say', { timeout: 60_000 }, async () => {
  const parent = await sits(anne, { script: true });
  await parent.goto('/messagerie');
  /** Tabs until the focus has this name; what has the focus must be drawn so. */
  const to = async (name: RegExp) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await parent.keyboard.press('Tab');
      const { label, drawn } = await parent.evaluate(() => {
        const here = document.activeElement;
        if (!here || here === document.body) return { label: '', drawn: false };
        const label = here.getAttribute('aria-label') ?? (here as HTMLInputElement).labels?.[0]?.textContent ?? here.textContent ?? '';
        const ring = [here, here.closest('label')].some(
          (seen) => seen !== null && (getComputedStyle(seen).outlineStyle !== 'none' || getComputedStyle(seen).boxShadow !== 'none'),
        );
        return { label, drawn: ring };
      });
      if (!name.test(label)) continue;
      expect([label, drawn]).toEqual([label, true]);
      return;
    }
    throw new Error(`no focus on ${name}`);
  };
  await to(/Nouveau message/);
  await parent.keyboard.press('Enter');
  await parent.waitForURL('**/brouillons/*');
  await to(/Claire Benali/);
  await parent.keyboard.press('Space');
  await to(/Ajouter les personnes cochées/);
  await parent.keyboard.press('Enter');
  await parent.getByRole('button', { name: 'Retirer Claire Benali' }).waitFor();
  await to(/Objet/);
  await parent.keyboard.type('Au clavier');
  await to(/Message/);
  await parent.keyboard.type('Écrit sans souris.');
  await to(/Voir qui le recevra/);
  await parent.keyboard.press('Enter');
  await parent.waitForURL('**/apercu');
  await to(/Envoyer à 1 personne/);
  await parent.keyboard.press('Enter');
  await parent.getByText('Le message est parti.').waitFor();
  expect(await subjects(claire)).toContain('Au clavier');
});

test('on paper a message is its text, who wrote it, to whom and when: no menu, no button', async () => {
  const teacher = await sits(claire, { script: true });
  await teacher.goto('/messagerie');
  await teacher.getByRole('link', { name: 'Les lunettes' }).click();
  await teacher.getByText('Merci de les lui rappeler.').waitFor();
  await teacher.emulateMedia({ media: 'print' });
  const paper = await teacher.locator('body').innerText();
  for (const said of ['Les lunettes', 'Anne Moreau', 'Claire Benali', 'Merci de les lui rappeler.', 'ordonnance.txt'])
    expect(paper).toContain(said);
  expect(await teacher.locator('button:visible, summary:visible, nav:visible, form:visible').count()).toBe(0);
});
