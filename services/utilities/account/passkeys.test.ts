import { once } from 'node:events';
import { createServer } from 'node:net';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { openSession, readShown } from '#kernel/identity';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import account from './service.ts';

/** Passkeys in a real browser, with the authenticator that Chromium gives to tests. */

const port = await freePort();
const origin = `http://localhost:${port}`;
const ent = await startEnt([account], { built: await builtAssets(), publicUrl: origin });
await ent.app.listen({ port, host: 'localhost' });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

const school = await ent.school();
const classId = await ent.classroom(school);

type Device = { context: BrowserContext; page: Page; cdp: CDPSession; authenticatorId: string };

/** A telephone that knows its person by a finger. */
async function device({ knowsItsPerson = true } = {}): Promise<Device> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: knowsItsPerson,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page, cdp, authenticatorId };
}

async function seated(personId: string, how?: { knowsItsPerson?: boolean }): Promise<Device> {
  const it = await device(how);
  const { token } = await ent.as(personId, { secondFactor: false });
  await it.context.addCookies([{ name: 'preau', value: token, url: origin }]);
  return it;
}

/** A teacher who has just added a passkey at the door. */
async function withPasskey(name: string): Promise<Device & { personId: string; accountId: string }> {
  const personId = await ent.teacher(name, classId);
  const it = await seated(personId);
  await it.page.goto('/compte');
  await it.page.waitForURL('**/connexion/second-facteur**');
  await it.page.getByLabel('Nom de cette clé').fill('Téléphone');
  await it.page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await it.page.waitForURL((url) => url.pathname === '/');
  const { id: accountId } = await ent.db
    .selectFrom('kernel.accounts')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return { ...it, personId, accountId };
}

/** Asks the device to sign, and keeps its answer instead of sending the form. */
async function signed(page: Page): Promise<string> {
  await page.goto('/connexion/cle');
  await page.evaluate(`HTMLFormElement.prototype.submit = function () { window.kept = this.querySelector('[name=answer]').value }`);
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await page.waitForFunction('window.kept');
  return page.evaluate<string>('window.kept');
}

const present = (answer: string) =>
  ent.app.inject({
    method: 'POST',
    url: '/connexion/cle',
    remoteAddress: '198.51.100.77',
    headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ answer }).toString(),
  });

test('a teacher adds a passkey at the door, and comes in with it alone ever after', { timeout: 60_000 }, async () => {
  const { page, context, accountId } = await withPasskey('Rose Clef');
  await page.goto('/compte');
  expect(new URL(page.url()).pathname).toBe('/compte');

  await context.clearCookies();
  await page.goto('/connexion?vers=%2Fcompte');
  await page.getByRole('link', { name: 'Se connecter avec une clé d’accès' }).click();
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/compte');
  expect(await page.locator('main').innerText()).toContain('Clé d’accès');
  const { rows } = await sql<{ method: string; both: boolean }>`
    select method, second_factor_at is not null as both from kernel.sessions where account_id = ${accountId} order by id desc limit 1`.execute(
    ent.db,
  );
  expect(rows).toEqual([{ method: 'passkey', both: true }]);
});

test('with a password, the passkey is the second factor; the session goes on under another cookie', { timeout: 60_000 }, async () => {
  const { page, context, personId } = await withPasskey('Rose Deuxième');
  await context.clearCookies();
  const fresh = await ent.db.transaction().execute(async (db) => {
    const { id } = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow();
    return openSession(db, { accountId: id, device: 'x', keep: false, now: new Date(), method: 'password' });
  });
  await context.addCookies([{ name: 'preau', value: fresh, url: origin }]);
  await page.goto('/compte');
  await page.waitForURL('**/connexion/second-facteur?vers=%2Fcompte');
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await page.waitForURL('**/compte');
  const after = (await context.cookies()).find(({ name }) => name === 'preau')?.value;
  expect(after).not.toBe(fresh);
  expect((await ent.app.inject({ url: '/compte', headers: { cookie: `preau=${fresh}`, accept: 'text/html' } })).statusCode).toBe(303);
});

test('an answer serves once: of twenty sent at the same moment, one opens a session', { timeout: 60_000 }, async () => {
  const { page, context, accountId } = await withPasskey('Rose Rejouée');
  await context.clearCookies();
  const answer = await signed(page);
  const before = await sql<{ n: number }>`select count(*)::int as n from kernel.sessions where account_id = ${accountId}`.execute(ent.db);
  const answers = await Promise.all(Array.from({ length: 20 }, () => present(answer)));
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
  expect((await present(answer)).statusCode).toBe(422);
  const after = await sql<{ n: number }>`select count(*)::int as n from kernel.sessions where account_id = ${accountId}`.execute(ent.db);
  expect(after.rows[0]!.n - before.rows[0]!.n).toBe(1);
});

test('a frozen account: the right key opens nothing, and says why', { timeout: 60_000 }, async () => {
  const { page, context, personId } = await withPasskey('Rose Gelée');
  await context.clearCookies();
  const answer = await signed(page);
  await ent.db.updateTable('kernel.people').set({ limited_since: new Date() }).where('id', '=', personId).execute();
  const refused = await present(answer);
  expect([refused.statusCode, refused.body.includes('Votre compte est gelé')]).toEqual([403, true]);
  expect(refused.cookies.filter(({ name }) => name === 'preau')).toEqual([]);
});

test('an answer for another address, another use, or given too late is worth nothing', { timeout: 60_000 }, async () => {
  const { page, context, accountId } = await withPasskey('Rose Ailleurs');
  await context.clearCookies();
  const answer = await signed(page);
  const now = new Date();
  const here = { origin, secret: ent.secret, to: 'sign-in', now };
  const read = (place: Partial<typeof here>) => readShown(ent.db, answer, { ...here, ...place });
  expect(await read({})).toMatchObject({ accountId });
  expect(await read({ origin: 'http://localhost:1' })).toBeUndefined();
  expect(await read({ origin: 'https://preau.example' })).toBeUndefined();
  expect(await read({ to: 'prove somebody' })).toBeUndefined();
  expect(await read({ secret: Buffer.from('another secret') })).toBeUndefined();
  expect(await read({ now: new Date(now.getTime() + 5.1 * 60_000) })).toBeUndefined();
  const forged: { response: { signature: string } } = JSON.parse(answer);
  forged.response.signature = forged.response.signature.replace(/^.{12}/, 'MEUCIQDAAAAA');
  expect(await readShown(ent.db, JSON.stringify(forged), here)).toBeUndefined();
  for (const nonsense of ['', '{}', 'null', '[]', '{"id":1}', '{"id":"x","response":{}}'])
    expect(await readShown(ent.db, nonsense, here)).toBeUndefined();
  await sql`update kernel.accounts set blocked_at = now() where id = ${accountId}`.execute(ent.db);
  expect(await read({})).toBeUndefined();
});

test('a passkey whose counter goes back was copied: it is refused', { timeout: 60_000 }, async () => {
  const { page, context, accountId } = await withPasskey('Rose Copiée');
  await context.clearCookies();
  await sql`update kernel.passkeys set counter = 1000 where account_id = ${accountId}`.execute(ent.db);
  expect((await present(await signed(page))).statusCode).toBe(422);
});

test('a device that does not check who holds it makes no passkey, and says so', { timeout: 60_000 }, async () => {
  const personId = await ent.teacher('Rose Inconnue', classId);
  const { page } = await seated(personId, { knowsItsPerson: false });
  await page.goto('/compte');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByText('La clé d’accès n’a pas été utilisée.').waitFor();
  expect(await ent.db.selectFrom('kernel.passkeys').select('id').where('name', '=', 'Mon appareil').execute()).toEqual([]);
});

test('before changing what protects the account, the passkey is shown again; the last one of a teacher stays', {
  timeout: 60_000,
}, async () => {
  const { page, accountId } = await withPasskey('Rose Preuve');
  await sql`update kernel.sessions set proved_at = now() - interval '6 minutes' where account_id = ${accountId}`.execute(ent.db);
  await page.goto('/compte/securite');
  await page.waitForURL('**/compte/preuve?vers=%2Fcompte%2Fsecurite');
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await page.waitForURL('**/compte/securite');
  expect(await page.getByText('Retirer Téléphone').count()).toBe(0);
  expect(await page.locator('main').innerText()).toContain('Ajoutez-en une autre avant');
  expect(await ent.db.selectFrom('kernel.passkeys').select('name').where('account_id', '=', accountId).execute()).toEqual([
    { name: 'Téléphone' },
  ]);
});
