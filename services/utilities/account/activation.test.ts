import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { issueCodes, writtenCode } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const password = 'girafe tulipe velo nuage';
const school = await ent.school({ name: 'École des Tilleuls' });
const classId = await ent.classroom(school);

async function withSheet(name: string, of: { personId?: string } = {}) {
  const personId = of.personId ?? (await ent.teacher(name, classId));
  const { id: accountId, login } = await ent.db
    .selectFrom('kernel.accounts')
    .select(['id', 'login'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const give = async (now = new Date()) => {
    const [issued] = await ent.db
      .transaction()
      .execute((db) => issueCodes(db, { accountIds: [accountId], secret: ent.secret, issuedBy: null, now }));
    return writtenCode(issued?.code ?? '');
  };
  return { personId, accountId, login, give, code: await give() };
}

let lines = 0;
const anyAddress = (): string => {
  lines += 1;
  return `198.51.100.${lines}`;
};
const use = (form: Record<string, string>, from = anyAddress()) =>
  ent.app.inject({
    method: 'POST',
    url: '/activation',
    remoteAddress: from,
    headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });

test('the paper’s QR code fills in the login and the code, and each page offers another passphrase', async () => {
  const page = await ent.nobody.get('/activation?identifiant=lea.martin&code=abcd-efgh-jkmn');
  expect(page.body).toContain('value="lea.martin"');
  expect(page.body).toContain('value="abcd-efgh-jkmn"');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['referrer-policy']).toBe('same-origin');
  const example = async () => (await ent.nobody.json('/activation')).json().example;
  const [one, other] = [await example(), await example()];
  expect(one).toMatch(/^[a-z]+( [a-z]+){4}$/);
  expect(one).not.toBe(other);
  expect((await ent.nobody.get('/activation?identifiant=%22%3E%3Cscript%3E&code=x')).body).not.toContain('"><script>');
  expect((await ent.nobody.get(`/activation?identifiant=${'x'.repeat(500)}`)).statusCode).toBe(200);
});

test('a sheet opens the account, the session and this device; then the charter, then home', async () => {
  const { login, code, accountId } = await withSheet('Rose Nouvelle', { personId: await ent.person('Rose Nouvelle') });
  const answer = await use({ login, code: code.toUpperCase(), password, keep: 'on' });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
  const [session, device] = ['preau', 'preau-device'].map((name) => answer.cookies.find((one) => one.name === name));
  expect(session?.maxAge).toBe(30 * 24 * 3600);
  expect(device?.value).toContain(accountId);
  const cookie = `preau=${session?.value}`;
  const page = await ent.app.inject({ url: '/compte', headers: { cookie, accept: 'text/html' } });
  expect(page.headers.location).toBe('/charte');
  expect((await ent.nobody.post('/connexion', { login, password })).statusCode).toBe(303);
});

test('of ten people who use one sheet at the same moment, exactly one comes in', async () => {
  const { login, code, accountId } = await withSheet('Rose Rejeu');
  const answers = await Promise.all(Array.from({ length: 10 }, () => use({ login, code, password })));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)]);
  const sessions = ent.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', accountId);
  expect(await sessions.execute()).toHaveLength(1);
});

test('a wrong code, a used one, an expired one, a replaced one and an unknown login answer the same, word for word', async () => {
  const sheet = await withSheet('Rose Uniforme');
  const expired = await withSheet('Rose Expirée');
  const old = await expired.give(new Date(Date.now() - 31 * 24 * 3_600_000));
  const used = await withSheet('Rose Servie');
  expect((await use({ login: used.login, code: used.code, password })).statusCode).toBe(303);
  const replaced = sheet.code;
  await sheet.give();
  const blocked = await withSheet('Rose Bloquée');
  await ent.db.updateTable('kernel.accounts').set({ blocked_at: new Date() }).where('id', '=', blocked.accountId).execute();
  const bodies = new Set<string>();
  for (const [login, code] of [
    [sheet.login, 'aaaa-bbbb-cccc'],
    [sheet.login, replaced],
    [expired.login, old],
    [used.login, used.code],
    [blocked.login, blocked.code],
    ['personne.inconnue', sheet.code],
  ] as const) {
    const answer = await use({ login, code, password: 'court' });
    expect(answer.statusCode, login).toBe(422);
    bodies.add(
      answer.body
        .replaceAll(login, 'LOGIN')
        .replaceAll(code, 'CODE')
        .replace(/<strong>[a-z ]+<\/strong>/, ''),
    );
  }
  expect(bodies.size).toBe(1);
});

test('a frozen account: the sheet in hand opens nothing and says why; its code serves once the account is open again', async () => {
  const { login, code, personId } = await withSheet('Rose Gelée');
  const freeze = (since: Date | null) =>
    ent.db.updateTable('kernel.people').set({ limited_since: since }).where('id', '=', personId).execute();
  await freeze(new Date());
  const refused = await use({ login, code, password });
  expect([refused.statusCode, refused.body.includes('Votre compte est gelé')]).toEqual([403, true]);
  expect((await use({ login, code: 'abcd-efgh-jkmn', password })).body).not.toContain('gelé');
  await freeze(null);
  expect((await use({ login, code, password })).statusCode).toBe(303);
});

test('a password that is too easy is refused with a reason, and the code still serves', async () => {
  const pupilId = await ent.pupil('Léa Martin', classId);
  const parent = await withSheet('Anne Martin', { personId: await ent.guardian('Anne Martin', pupilId) });
  for (const [weak, why] of [
    ['court', 'trop court'],
    ['motdepasse123', 'essaie en premier'],
    ['azertyuiop12', 'essaie en premier'],
    ['123456789012', 'essaie en premier'],
    ['AnneMartin31', 'qui vous concerne'],
    ['lea.martin.2018', 'qui vous concerne'],
    ['Tilleuls-31140', 'qui vous concerne'],
    ['lea04052018!', 'qui vous concerne'],
  ] as const) {
    const answer = await use({ login: parent.login, code: parent.code, password: weak });
    expect(answer.statusCode, weak).toBe(422);
    expect(answer.body, weak).toContain(why);
    expect(answer.body).not.toContain(`value="${weak}"`);
  }
  expect((await use({ login: parent.login, code: parent.code, password })).statusCode).toBe(303);
});

test('codes are not guessed: ten tries for a person from one line, and nobody else is slowed', async () => {
  const { login, code } = await withSheet('Rose Devinée');
  const from = anyAddress();
  for (let at = 0; at < 10; at += 1) expect((await use({ login, code: 'aaaa-bbbb-cccc', password }, from)).statusCode).toBe(422);
  const slow = await use({ login, code, password }, from);
  expect(slow.statusCode).toBe(429);
  expect(slow.body).toContain('Trop d’essais');
  expect((await use({ login, code, password })).statusCode).toBe(303);
});

test('a sheet also serves whoever forgot their password: it ends the other sessions', async () => {
  const forgetful = await withSheet('Rose Oublieuse');
  await use({ login: forgetful.login, code: forgetful.code, password });
  const before = await ent.as(forgetful.personId);
  expect((await before.get('/compte')).statusCode).toBe(200);
  const again = await forgetful.give();
  expect((await before.get('/compte')).statusCode).toBe(200);
  expect((await use({ login: forgetful.login, code: again, password: 'un autre chemin vers la mer' })).statusCode).toBe(303);
  expect((await before.get('/compte')).statusCode).toBe(303);
  expect((await ent.nobody.post('/connexion', { login: forgetful.login, password })).statusCode).toBe(422);
});

test('a dump of the database holds no code, no token and no password', async () => {
  const { login, code } = await withSheet('Rose Secrète');
  const answer = await use({ login, code, password });
  const token = answer.cookies.find((one) => one.name === 'preau')?.value ?? '';
  const { code: live } = await withSheet('Rose Discrète');
  expect(token.length).toBeGreaterThan(40);
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(ent.db);
  const bare = live.replaceAll('-', '');
  const secrets = [
    code,
    code.replaceAll('-', ''),
    live,
    bare,
    token,
    password,
    Buffer.from(bare).toString('hex'),
    Buffer.from(token).toString('hex'),
  ];
  for (const { name } of tables)
    for (const secret of secrets) {
      const found = await sql`select from ${sql.raw(name)} t where position(${secret} in t::text) > 0 limit 1`.execute(ent.db);
      expect(found.rows, `${name} holds ${secret}`).toHaveLength(0);
    }
  expect(tables.length).toBeGreaterThan(15);
});
