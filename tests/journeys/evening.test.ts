import { afterAll, expect, test } from 'vitest';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { services } from '../../preau.ts';
import { somebody } from './people.ts';

/** A parent writes at half past nine in the evening; the teacher reads at seven, and not before, without reloading the page. */

let now = new Date('2026-11-24T20:30:00Z');
const ent = await startEnt(services, { built: await builtAssets(), now: () => now });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

test('writing at 21:30, reading at 07:00', { timeout: 120_000 }, async () => {
  const school = await ent.school({ calm: true });
  const ce1 = await ent.classroom(school, 'CE1 A');
  const claire = await ent.teacher('Claire Benali', ce1);
  const anne = await ent.guardian('Anne Moreau', await ent.pupil('Zélie Moreau', ce1));
  await ent.db.updateTable('kernel.accounts').set({ activated_at: now }).where('person_id', 'in', [claire, anne]).execute();
  const at = async (personId: string, where: 'phone' | 'desk') => {
    const { page, context } = await somebody(browser, origin, where);
    await context.addCookies([{ name: 'preau', value: (await ent.as(personId)).token, url: origin }]);
    return page;
  };

  const parent = await at(anne, 'phone');
  await parent.goto('/messagerie');
  await parent.getByRole('button', { name: 'Nouveau message' }).click();
  await parent.getByLabel('Claire Benali').check();
  await parent.getByLabel('Objet').fill('Demain matin');
  await parent.locator('.rich-editor [role=textbox]').fill('Zélie arrivera à dix heures : elle va chez le dentiste.');
  // Saved as one types: the browser could close now.
  await parent.getByText(/Enregistré à/).waitFor();
  await parent.getByRole('button', { name: 'Voir qui le recevra' }).click();
  await parent.getByText('Ce message arrivera demain à 7').waitFor();
  expect(await parent.locator('table').innerText()).toContain('Claire Benali');
  await parent.getByRole('button', { name: 'Envoyer à 1 personne' }).click();
  await parent.getByText('Ce message arrivera demain à 7').waitFor();

  const teacher = await at(claire, 'desk');
  await teacher.goto('/messagerie');
  await ent.settle();
  expect(await teacher.locator('main').innerText()).toContain('Pas de message pour l’instant.');

  now = new Date('2026-11-25T06:00:05Z');
  await ent.work('kernel.arrive');
  await teacher.getByRole('link', { name: 'Demain matin' }).click();
  await teacher.getByText('elle va chez le dentiste').waitFor();
  // Read is known to her alone, and by itself.
  await teacher.getByText('Lu', { exact: true }).waitFor();
  await teacher.getByRole('button', { name: 'Répondre', exact: true }).click();
  await teacher.locator('.rich-editor [role=textbox]').fill('C’est noté, merci.');
  await teacher.getByRole('button', { name: 'Voir qui le recevra' }).click();
  await teacher.getByRole('button', { name: 'Envoyer à 1 personne' }).click();
  await teacher.getByText('Le message est parti.').waitFor();

  // To the families of the class and a colleague: found while typing, kept ticked while looking for the next one.
  await ent.teacher('Marc Olive', await ent.classroom(school, 'CM2'));
  for (let at = 0; at < 45; at += 1) await ent.guardian(`Parent Numéro${at}`, await ent.pupil(`Élève Numéro${at}`, ce1));
  await teacher.goto('/messagerie');
  await teacher.getByRole('button', { name: 'Nouveau message' }).click();
  await teacher.getByLabel('Chercher une personne ou un groupe').fill('olvie');
  await teacher.getByLabel('Marc Olive').check();
  await teacher.getByLabel('Chercher une personne ou un groupe').fill('familles');
  await teacher.getByLabel('Les familles de la classe CE1 A').check();
  await teacher.getByRole('button', { name: 'Ajouter les personnes cochées' }).click();
  await teacher.getByRole('button', { name: 'Retirer Marc Olive' }).waitFor();
  await teacher.getByRole('button', { name: 'Retirer Les familles de la classe CE1 A' }).waitFor();

  await parent.goto('/messagerie');
  expect(await parent.locator('main').innerText()).toContain('Demain matin');
  expect(await parent.locator('main').innerText()).toContain('Claire Benali');
});
