import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { readIdpMetadata, saveProvider, startLocalProvider } from '#services/utilities/federation';
import { freePort } from '../../bench/free-port.ts';
import { services } from '../../preau.ts';

/** A parent, a phone, and two addresses that have nothing in common: the real cookies and the real redirections of a browser. */

const port = await freePort();
const origin = `http://localhost:${port}`;
const ent = await startEnt(services, { built: await builtAssets(), publicUrl: origin });
await ent.app.listen({ host: '127.0.0.1', port });
const idp = await startLocalProvider({
  title: 'ÉduConnect (démonstration)',
  home: () => origin,
  people: async () => [{ label: 'Anne Martin', attributes: { FrEduCtRefId: ['{AAF}16|x|800001'] } }],
});
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await idp.close();
  await ent[Symbol.asyncDispose]();
});

const read = readIdpMetadata(idp.metadata);
if ('fault' in read) throw new Error(read.fault);
// The provider is on the other name of this machine: for a browser, another site.
const elsewhere = { ...read, signInUrl: read.signInUrl.replace('localhost', '127.0.0.1') };
const child = await ent.pupil('Léa Martin', await ent.classroom(await ent.school()));
const anne = await ent.guardian('Anne Martin', child);
await sql`update kernel.people set external_id = 'TOULOUSE-800001' where id = ${anne}`.execute(ent.db);

test.for([
  ['with script', true],
  ['without', false],
] as const)(
  'a parent comes in by ÉduConnect from another site, and leaves both (%s)',
  { timeout: 60_000 },
  async ([, javaScriptEnabled]) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const page = await context.newPage();
    await ent.db.transaction().execute((db) =>
      saveProvider(db, ent.secret, {
        name: 'educonnect',
        protocol: 'saml',
        settings: { idp: elsewhere, strong: [] },
        demonstration: true,
      }),
    );
    await page.goto(`${origin}/compte`);
    await page.getByRole('link', { name: 'ÉduConnect (démonstration)' }).click();
    await page.getByRole('button', { name: 'Anne Martin' }).click();
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continuer vers Préau' }).click();
    await page.waitForURL(/\/(charte|compte)$/);
    await page.goto(`${origin}/deconnexion`).catch(() => undefined);
    await page.goto(`${origin}/charte`);
    const accept = page.getByRole('button', { name: 'J’ai lu la charte et je l’accepte' });
    if (await accept.count()) await accept.click();
    await page.goto(`${origin}/compte`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Anne Martin');
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
    await page.getByRole('link', { name: 'Fermer aussi ÉduConnect' }).click();
    await page.getByText('Vous êtes déconnecté').waitFor();
    await page.goto(`${origin}/compte`);
    expect(new URL(page.url()).pathname).toBe('/connexion');
    await context.close();
  },
);
