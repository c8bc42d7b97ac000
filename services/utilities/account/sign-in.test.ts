import { afterAll, expect, test } from 'vitest';
import { localPath, sql } from '#kernel';
import { hashPassword, setPassword } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { saveDemonstrationAccount } from './demonstration.ts';
import account from './service.ts';

const ent = await startEnt([account]);
const demonstration = await startEnt([account], { demonstration: true });
afterAll(() => Promise.all([ent[Symbol.asyncDispose](), demonstration[Symbol.asyncDispose]()]));

const password = 'girafe tulipe velo nuage';
const passwordHash = await hashPassword(password);

/** Somebody who has chosen a password: their login. */
async function somebody(name: string): Promise<{ id: string; login: string; accountId: string }> {
  const id = await ent.person(name);
  const { login, id: accountId } = await ent.db
    .selectFrom('kernel.accounts')
    .select(['login', 'id'])
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow();
  await ent.db.transaction().execute((db) => setPassword(db, { accountId, passwordHash, now: new Date() }));
  return { id, login, accountId };
}

let lines = 0;
const anyAddress = (): string => {
  lines += 1;
  return `198.51.100.${lines}`;
};

type Knock = { from?: string; cookie?: string; headers?: Record<string, string> };
const knock = (url: string, form: Record<string, string>, { from = anyAddress(), cookie, headers }: Knock = {}) =>
  ent.app.inject({
    method: 'POST',
    url,
    remoteAddress: from,
    headers: headers ?? {
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie ? { cookie } : {}),
    },
    payload: new URLSearchParams(form).toString(),
  });
const enter = (form: Record<string, string>, how?: Knock) => knock('/connexion', form, how);
const cookieOf = (answer: Awaited<ReturnType<typeof enter>>, name: string) => answer.cookies.find((cookie) => cookie.name === name);

test('somebody signs in, stays for this visit only, and goes out for good', async () => {
  const { login } = await somebody('Rose Entrée');
  const answer = await enter({ login: `  ${login.toUpperCase()} `, password });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
  const session = cookieOf(answer, 'preau');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(session?.maxAge).toBeUndefined();
  const cookie = `preau=${session?.value}`;
  const compte = () => ent.app.inject({ url: '/compte', headers: { cookie, accept: 'text/html' } });
  expect((await compte()).headers.location).toBe('/charte');
  const out = await knock('/deconnexion', {}, { cookie });
  expect([out.statusCode, out.headers.location]).toEqual([303, '/connexion']);
  expect((await compte()).headers.location).toBe('/connexion?vers=%2Fcompte');
  expect((await knock('/deconnexion', {}, { cookie })).statusCode).toBe(303);
});

test('on a device one keeps, the cookie stays thirty days', async () => {
  const { login } = await somebody('Rose Garde');
  expect(cookieOf(await enter({ login, password, keep: 'on' }), 'preau')?.maxAge).toBe(30 * 24 * 3600);
});

test('signing in again leaves no earlier session behind', async () => {
  const { login, accountId } = await somebody('Rose Encore');
  const first = `preau=${cookieOf(await enter({ login, password }), 'preau')?.value}`;
  const second = `preau=${cookieOf(await enter({ login, password }, { cookie: first }), 'preau')?.value}`;
  expect(second).not.toBe(first);
  const live = ent.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', accountId).where('revoked_at', 'is', null);
  expect(await live.execute()).toHaveLength(1);
});

test('whoever is already in goes home, or where they were going', async () => {
  const visitor = await ent.as((await somebody('Rose Dedans')).id);
  expect((await visitor.get('/connexion')).headers.location).toBe('/');
  expect((await visitor.get('/connexion?vers=%2Fcompte')).headers.location).toBe('/compte');
});

test('an unknown login, a wrong password and a blocked account answer the same, word for word', async () => {
  const there = await somebody('Rose Présente');
  const blocked = await somebody('Rose Bloquée');
  const asleep = await ent.person('Rose Dormeuse');
  await ent.db.updateTable('kernel.accounts').set({ blocked_at: new Date() }).where('id', '=', blocked.accountId).execute();
  const sleeper = await ent.db.selectFrom('kernel.accounts').select('login').where('person_id', '=', asleep).executeTakeFirstOrThrow();
  const bodies = new Map<string, string>();
  for (const [login, typed] of [
    [there.login, 'une autre girafe bleue'],
    ['personne.inconnue', password],
    [blocked.login, password],
    [sleeper.login, password],
  ] as const) {
    const answer = await enter({ login, password: typed });
    expect(answer.statusCode, login).toBe(422);
    expect(cookieOf(answer, 'preau'), login).toBeUndefined();
    expect(answer.body).not.toContain(typed);
    bodies.set(login, answer.body.replaceAll(login, 'LOGIN'));
  }
  expect(new Set(bodies.values()).size).toBe(1);
  expect([...bodies.values()][0]).toContain('ne vont pas ensemble');
});

test('after ten mistakes one waits, and is told how long; the right password then waits too', async () => {
  const { login } = await somebody('Rose Pressée');
  const from = anyAddress();
  for (let at = 0; at < 10; at += 1) expect((await enter({ login, password: 'faux' }, { from })).statusCode).toBe(422);
  const slow = await enter({ login, password }, { from });
  expect(slow.statusCode).toBe(429);
  expect(slow.body).toMatch(/Trop d’essais\. Attendez 1[45] minutes/);
  expect(cookieOf(slow, 'preau')).toBeUndefined();
  expect((await enter({ login: 'personne.inconnue', password }, { from })).statusCode).toBe(422);
  await sql`update kernel.throttles set resets_at = now() - interval '1 second'`.execute(ent.db);
  expect((await enter({ login, password }, { from })).statusCode).toBe(303);
});

test('the same login tried from an unknown account is slowed the same way', async () => {
  const from = anyAddress();
  for (let at = 0; at < 10; at += 1) await enter({ login: 'nobody.there', password: 'faux' }, { from });
  expect((await enter({ login: 'nobody.there', password: 'faux' }, { from })).statusCode).toBe(429);
});

test('nobody far away can lock somebody out, at home or on a device that knows them', async () => {
  const { login } = await somebody('Rose Visée');
  const school = anyAddress();
  const known = cookieOf(await enter({ login, password }, { from: school }), 'preau-device');
  expect(known).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  for (let at = 0; at < 12; at += 1) await enter({ login, password: 'faux' }, { from: school });
  expect((await enter({ login, password }, { from: school })).statusCode).toBe(429);
  expect((await enter({ login, password }, { from: anyAddress() })).statusCode).toBe(303);
  expect((await enter({ login, password }, { from: school, cookie: `preau-device=${known?.value}` })).statusCode).toBe(303);
  const [id] = (known?.value ?? '').split('.');
  expect((await enter({ login, password }, { from: school, cookie: `preau-device=${id}.forged` })).statusCode).toBe(429);
});

test('a line that tries everybody is slowed; whoever is known on it still comes in', async () => {
  const { login } = await somebody('Rose Voisine');
  const line = '2001:db8:77:1::';
  const known = cookieOf(await enter({ login, password }, { from: `${line}1` }), 'preau-device');
  await sql`insert into kernel.throttles (key, hits, resets_at) values ('sign-in 2001:db8:77:1::/64', 200, now() + interval '10 minutes')
    on conflict (key) do update set hits = 200`.execute(ent.db);
  expect((await enter({ login, password }, { from: `${line}abcd` })).statusCode).toBe(429);
  expect((await enter({ login, password }, { from: `${line}2`, cookie: `preau-device=${known?.value}` })).statusCode).toBe(303);
});

test('thirty pupils who sign in from one classroom are never slowed', async () => {
  const from = anyAddress();
  const logins = await Promise.all(Array.from({ length: 5 }, async (_, at) => (await somebody(`Élève Numéro${'abcde'[at]}`)).login));
  for (let round = 0; round < 6; round += 1) {
    const answers = await Promise.all(logins.map((login) => enter({ login, password }, { from })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(logins.map(() => 303));
  }
});

test.for<[string | undefined, string]>([
  ['/compte', '/compte'],
  ['/liaison/mots/1?x=1&y=2', '/liaison/mots/1?x=1&y=2'],
  ['/école', '/%C3%A9cole'],
  [undefined, '/'],
  ['', '/'],
  ['//evil.example', '/'],
  ['///evil.example', '/'],
  ['/\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  [' //evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/./\\evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['https://evil.example', '/'],
  ['http:evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['data:text/html,x', '/'],
  ['evil.example', '/'],
  ['@evil.example', '/'],
  ['/connexion?vers=/connexion', '/'],
  ['/deconnexion', '/'],
])('after signing in, « %s » leads to %s', async ([asked, led]) => {
  expect(localPath(asked)).toBe(led);
  const { login } = await somebody('Rose Redirigée');
  expect((await enter({ login, password, ...(asked === undefined ? {} : { vers: asked }) })).headers.location).toBe(led);
});

test('where one was going is kept when the password was wrong, and checked again', async () => {
  const { login } = await somebody('Rose Distraite');
  expect((await ent.nobody.get('/connexion?vers=%2Fcompte')).body).toContain('name="vers" value="/compte"');
  expect((await ent.nobody.get('/connexion?vers=%2F%2Fevil.example')).body).not.toContain('evil');
  expect((await ent.nobody.get('/connexion?vers=%2Fa&vers=%2Fb')).statusCode).toBe(200);
  const wrong = await enter({ login, password: 'faux', vers: '/compte' });
  expect(wrong.body).toContain('name="vers" value="/compte"');
  expect((await enter({ login, password: 'faux', vers: '//evil.example' })).body).not.toContain('evil');
});

test('what does not look like a sign-in is refused, and says what is missing', async () => {
  const empty = await enter({});
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('Donnez votre identifiant.');
  expect(empty.body).toContain('Donnez votre mot de passe.');
  expect((await enter({ login: 'x'.repeat(5000), password })).statusCode).toBe(422);
  expect((await enter({ login: 'lea', password: 'x'.repeat(5000) })).statusCode).toBe(422);
  expect(
    (await knock('/connexion', {}, { headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' } })).statusCode,
  ).toBe(400);
});

test('a form that comes from elsewhere signs nobody in, nor out', async () => {
  const { login, id } = await somebody('Rose Piégée');
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const headers of [
    { ...form },
    { ...form, 'sec-fetch-site': 'cross-site' },
    { ...form, 'sec-fetch-site': 'same-site' },
    { ...form, 'sec-fetch-site': 'none' },
    { ...form, origin: 'https://evil.example' },
    { ...form, origin: 'null' },
    { ...form, 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ]) {
    const answer = await enter({ login, password }, { headers });
    expect([answer.statusCode, cookieOf(answer, 'preau')], JSON.stringify(headers)).toEqual([403, undefined]);
  }
  const visitor = await ent.as(id);
  const out = await visitor.inject({
    method: 'POST',
    url: '/deconnexion',
    headers: { ...form, 'sec-fetch-site': 'cross-site' },
    payload: '',
  });
  expect(out.statusCode).toBe(403);
  expect((await visitor.get('/compte')).statusCode).toBe(200);
});

test('the journal tells who came in and which account was tried, never what was typed', async () => {
  const { login, accountId } = await somebody('Rose Journal');
  await enter({ login, password: 'faux-mot-de-passe-tapé' });
  await enter({ login: 'mon-secret-dans-la-mauvaise-case', password: 'x' });
  await enter({ login, password });
  const { rows } = await sql<{ action: string; details: Record<string, unknown> }>`
    select action, details from kernel.audit where action like 'account.session.%' order by id desc limit 3`.execute(ent.db);
  expect(rows).toEqual([
    { action: 'account.session.opened', details: { accountId, method: 'password' } },
    { action: 'account.session.refused', details: {} },
    { action: 'account.session.refused', details: { accountId } },
  ]);
  const { rows: journal } = await sql<{ all: string }>`select string_agg(a::text, ' ') as all from kernel.audit a`.execute(ent.db);
  expect(journal[0]?.all).not.toMatch(/faux-mot|mon-secret/);
});

test('the demonstration tells its known accounts; a real ENT never does, even if it had some', async () => {
  const fill = async (house: typeof ent) => {
    const id = await house.person('Anne Démo');
    const { id: accountId } = await house.db
      .selectFrom('kernel.accounts')
      .select('id')
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow();
    await house.db.transaction().execute(async (db) => {
      await setPassword(db, { accountId, passwordHash, now: new Date() });
      for (const _ of [1, 2])
        await saveDemonstrationAccount(db, { accountId, password, profile: 'Parent', schoolName: 'École des Tilleuls' });
    });
  };
  await fill(ent);
  await fill(demonstration);
  expect((await ent.nobody.get('/connexion')).body).not.toContain('anne.demo');
  expect((await ent.nobody.json('/connexion')).json().known).toEqual([]);
  const page = await demonstration.nobody.get('/connexion');
  for (const told of ['anne.demo', password, 'Parent', 'École des Tilleuls']) expect(page.body).toContain(told);
  expect((await demonstration.nobody.json('/connexion')).json().known).toHaveLength(1);
  expect((await demonstration.nobody.post('/connexion', { login: 'anne.demo', password })).statusCode).toBe(303);
});
