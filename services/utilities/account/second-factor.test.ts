import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { codeAt, hashPassword, keepAuthenticator, newKey, openSession, setPassword, stepAt } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { saveDemonstrationAccount } from './demonstration.ts';
import account from './service.ts';

const ent = await startEnt([account]);
const demonstration = await startEnt([account], { demonstration: true });
afterAll(() => Promise.all([ent[Symbol.asyncDispose](), demonstration[Symbol.asyncDispose]()]));

const classId = await ent.classroom(await ent.school());
const password = 'girafe tulipe velo nuage';
const passwordHash = await hashPassword(password);

type Ent = typeof ent;
const accountOf = async (house: Ent, personId: string) =>
  (await house.db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow()).id;

/** A session just opened by a password, as a browser keeps it. */
async function justIn(house: Ent, personId: string) {
  const accountId = await accountOf(house, personId);
  const token = await house.db
    .transaction()
    .execute((db) => openSession(db, { accountId, device: 'Essai', keep: false, now: new Date(), method: 'password' }));
  const cookie = (value: string) => ({ cookie: `preau=${value}`, accept: 'text/html', 'sec-fetch-site': 'same-origin' });
  return {
    token,
    accountId,
    get: (url: string, as = token) => house.app.inject({ url, headers: cookie(as) }),
    post: (url: string, form: Record<string, string> = {}, as = token) =>
      house.app.inject({
        method: 'POST',
        url,
        headers: { ...cookie(as), 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      }),
  };
}

async function withApplication(name: string) {
  const personId = await ent.teacher(name, classId);
  const key = newKey();
  const accountId = await accountOf(ent, personId);
  const now = new Date();
  await ent.db
    .transaction()
    .execute((db) => keepAuthenticator(db, { accountId, key, code: codeAt(key, stepAt(now) - 1), secret: ent.secret, now }));
  return { personId, accountId, key, visitor: await justIn(ent, personId) };
}
const sessionIn = (answer: { cookies: { name: string; value: string }[] }) => answer.cookies.find(({ name }) => name === 'preau')?.value;

test('the first time a teacher adds an application by the code it shows; the session goes on under another cookie', async () => {
  const visitor = await justIn(ent, await ent.teacher('Rose Première', classId));
  expect((await visitor.get('/comptes')).headers.location).toBe('/connexion/second-facteur?vers=%2Fcomptes');
  const page = await visitor.get('/connexion/second-facteur');
  const key = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
  expect(key).toHaveLength(32);
  expect(page.body).toContain('data:image/svg+xml;base64,');
  const wrong = await visitor.post('/compte/application', { code: '12' });
  expect(wrong.statusCode).toBe(422);
  // The picture does not change because of a slip: the application that read it stays right.
  expect(wrong.body.replaceAll(' ', '')).toContain(key);
  const right = await visitor.post('/compte/application', { code: codeAt(key, stepAt(new Date())) });
  expect([right.statusCode, right.headers.location]).toEqual([303, '/']);
  const renewed = sessionIn(right);
  expect(renewed).not.toBe(visitor.token);
  expect((await visitor.get('/comptes')).headers.location).toContain('/connexion?vers=');
  expect((await visitor.get('/comptes', renewed)).headers.location).toBe('/charte');
});

test('at each session the code is asked; it serves once, and the session goes on under another cookie', async () => {
  const { key, visitor, personId } = await withApplication('Rose Chaquefois');
  const code = codeAt(key, stepAt(new Date()));
  expect((await visitor.get('/connexion/second-facteur')).body).toContain('Code de l’application');
  const right = await visitor.post('/connexion/second-facteur/code', { code, vers: '/comptes' });
  expect([right.statusCode, right.headers.location]).toEqual([303, '/comptes']);
  const renewed = sessionIn(right);
  expect(renewed).not.toBe(visitor.token);
  expect((await visitor.get('/comptes')).headers.location).toContain('/connexion?vers=');
  expect((await visitor.get('/comptes', renewed)).headers.location).toBe('/charte');
  const other = await justIn(ent, personId);
  expect((await other.post('/connexion/second-facteur/code', { code })).statusCode).toBe(422);
});

test('of one code sent by twenty browsers at the same moment, one gets in', async () => {
  const { key, personId } = await withApplication('Rose Course');
  const code = codeAt(key, stepAt(new Date()));
  const browsers = await Promise.all(Array.from({ length: 9 }, () => justIn(ent, personId)));
  const answers = await Promise.all(
    browsers.flatMap((one) => [one, one]).map((one) => one.post('/connexion/second-facteur/code', { code })),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
});

test('after ten mistakes one waits', async () => {
  const { key, visitor } = await withApplication('Rose Devine');
  for (let at = 0; at < 10; at += 1) await visitor.post('/connexion/second-facteur/code', { code: '12345' });
  expect((await visitor.post('/connexion/second-facteur/code', { code: codeAt(key, stepAt(new Date())) })).statusCode).toBe(429);
});

test('the journal keeps each refusal and how, never the code; a house that changed its secret refuses instead of failing', async () => {
  const { personId, accountId, visitor, key } = await withApplication('Rose Journal');
  await visitor.post('/connexion/second-facteur/code', { code: '12345' });
  await sql`update kernel.authenticators set sealed_secret = ${Buffer.alloc(60)} where account_id = ${accountId}`.execute(ent.db);
  expect((await visitor.post('/connexion/second-facteur/code', { code: codeAt(key, stepAt(new Date())) })).statusCode).toBe(422);
  const { rows } =
    await sql`select details from kernel.audit where actor_id = ${personId} and action = 'account.second-factor.refused'`.execute(ent.db);
  expect(rows).toEqual([{ details: { how: 'application' } }, { details: { how: 'application' } }]);
});

test('a session stolen later changes nothing that protects the account: a fresh proof is asked', async () => {
  const { personId, accountId, key } = await withApplication('Rose Volée');
  const me = await ent.as(personId);
  const doors = ['/compte/securite', '/compte/coordonnees'];
  for (const url of doors) expect((await me.get(url)).statusCode).toBe(200);
  await sql`update kernel.sessions set proved_at = now() - interval '301 seconds' where account_id = ${accountId}`.execute(ent.db);
  for (const url of doors) expect((await me.get(url)).headers.location).toBe(`/compte/preuve?vers=${encodeURIComponent(url)}`);
  for (const url of [
    '/compte/application',
    '/compte/application/retrait',
    '/compte/cles',
    '/compte/courriel',
    '/compte/courriel/code',
    '/compte/telephone',
  ])
    expect((await me.post(url, { code: '123456', email: 'voleur@example.org', phone: '0600000000' })).headers.location, url).toContain(
      '/compte/preuve',
    );
  // A password alone does not prove it for those who work here.
  expect((await me.post('/compte/preuve/mot-de-passe', { password })).statusCode).toBe(404);
  const proved = await me.post('/compte/preuve/code', { code: codeAt(key, stepAt(new Date())), vers: '/compte/securite' });
  expect([proved.statusCode, proved.headers.location]).toEqual([303, '/compte/securite']);
  const renewed = sessionIn(proved);
  const page = await ent.app.inject({ url: '/compte/securite', headers: { cookie: `preau=${renewed}`, accept: 'text/html' } });
  expect(page.statusCode).toBe(200);
  expect((await me.get('/compte/securite')).headers.location).toContain('/connexion?vers=');
});

test('a family proves it by its password', async () => {
  const parent = await ent.guardian('Anne Prouve', await ent.pupil('Léa Prouve', classId));
  const accountId = await accountOf(ent, parent);
  await ent.db.transaction().execute((db) => setPassword(db, { accountId, passwordHash, now: new Date() }));
  const me = await ent.as(parent);
  await sql`update kernel.sessions set proved_at = now() - interval '301 seconds' where account_id = ${accountId}`.execute(ent.db);
  expect((await me.get('/compte/coordonnees')).headers.location).toContain('/compte/preuve');
  expect((await me.post('/compte/preuve/mot-de-passe', { password: 'faux' })).statusCode).toBe(422);
  expect((await me.post('/compte/preuve/mot-de-passe', { password, vers: '//evil.example' })).headers.location).toBe('/');
});

test('the last second factor of a teacher stays, even when two tabs take one away each', async () => {
  const { personId, accountId } = await withApplication('Rose Dernière');
  const me = await ent.as(personId);
  const shown = async () => (await me.get('/compte/securite')).body;
  expect(await shown()).toContain('dernière deuxième preuve');
  expect(await shown()).not.toContain('/retrait"');
  expect((await me.post('/compte/application/retrait')).statusCode).toBe(409);
  const ids = ['01900000-0000-7000-8000-0000000000aa', '01900000-0000-7000-8000-0000000000ab'];
  for (const id of ids)
    await ent.db
      .insertInto('kernel.passkeys')
      .values({ id, account_id: accountId, credential_id: id, public_key: Buffer.from('x'), counter: 0, name: 'Clé' })
      .execute();
  expect((await shown()).match(/\/retrait"/g)).toHaveLength(3);
  const answers = await Promise.all([...ids.map((id) => me.post(`/compte/cles/${id}/retrait`)), me.post('/compte/application/retrait')]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 303, 409]);
  const stranger = await ent.as(await ent.guardian('Paul Curieux', await ent.pupil('Léa Curieuse', classId)));
  expect((await stranger.post(`/compte/cles/${ids[0]}/retrait`)).statusCode).toBe(404);
});

test('the demonstration shows the code of its known accounts, as often as they are tried; a real ENT never does', async () => {
  const fill = async (house: Ent) => {
    const personId = await house.teacher('Anne Démo', await house.classroom(await house.school()));
    const accountId = await accountOf(house, personId);
    const key = newKey();
    const now = new Date();
    await house.db.transaction().execute(async (db) => {
      await keepAuthenticator(db, { accountId, key, code: codeAt(key, stepAt(now) - 1), secret: house.secret, now });
      await saveDemonstrationAccount(db, { accountId, password, profile: 'Enseignant', schoolName: null, totpKey: key });
    });
    return personId;
  };
  const [real, invented] = [await fill(ent), await fill(demonstration)];
  expect((await (await justIn(ent, real)).get('/connexion/second-facteur')).body).not.toMatch(/le code est|value="\d{6}"/);
  for (let time = 0; time < 6; time += 1) {
    const visitor = await justIn(demonstration, invented);
    const page = await visitor.get('/connexion/second-facteur');
    const code = /le code est (\d{6})/.exec(page.body)?.[1] ?? '';
    expect(page.body).toContain(`value="${code}"`);
    expect((await visitor.post('/connexion/second-facteur/code', { code })).statusCode).toBe(303);
  }
  // Somebody whom the demonstration does not know is somebody like anybody.
  const stranger = await demonstration.teacher('Rose Visite', await demonstration.classroom(await demonstration.school()));
  const page = await (await justIn(demonstration, stranger)).get('/connexion/second-facteur');
  expect(page.body).not.toContain('le code est');
});
