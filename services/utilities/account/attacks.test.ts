import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { hashPassword, issueCodes, setPassword } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import account from './service.ts';

/** What attackers do to a sign-in, done for real. */

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const password = 'girafe tulipe velo nuage';
const passwordHash = await hashPassword(password);

async function somebody(name: string) {
  const personId = await ent.person(name);
  const { id: accountId, login } = await ent.db
    .selectFrom('kernel.accounts')
    .select(['id', 'login'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  await ent.db.transaction().execute((db) => setPassword(db, { accountId, passwordHash, now: new Date(Date.now() - 60_000) }));
  return { personId, accountId, login };
}

const enter = (login: string, typed: string, { from, cookie = '' }: { from: string; cookie?: string }) =>
  ent.app.inject({
    method: 'POST',
    url: '/connexion',
    remoteAddress: from,
    headers: {
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie ? { cookie } : {}),
    },
    payload: new URLSearchParams({ login, password: typed }).toString(),
  });
type Answer = Awaited<ReturnType<typeof enter>>;
const cookieOf = (answer: Answer, name: string) => answer.cookies.find((cookie) => cookie.name === name)?.value;

test('two thousand wrong passwords from five hundred addresses lock nobody out', { timeout: 120_000 }, async () => {
  const owner = await somebody('Rose Directrice');
  const neighbour = await somebody('Paul Voisin');
  const known = cookieOf(await enter(owner.login, password, { from: '192.0.2.10' }), 'preau-device') ?? '';
  // Half of the addresses are IPv6, thirty of them on one line: a line is one, however many addresses it has.
  const addresses = Array.from({ length: 500 }, (_, at) =>
    at % 2 === 0
      ? `203.0.${Math.floor(at / 250)}.${at % 250}`
      : at < 60
        ? `2001:db8:bad:1::${at.toString(16)}`
        : `2001:db8:${at.toString(16)}:2::1`,
  );
  const statuses = new Map<number, number>();
  for (let round = 0; round < 4; round += 1)
    for (let from = 0; from < 500; from += 50) {
      const answers = await Promise.all(
        addresses.slice(from, from + 50).map((address) => enter(owner.login, `mot de passe ${round}`, { from: address })),
      );
      for (const { statusCode } of answers) statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
  expect([...statuses.values()].reduce((sum, one) => sum + one, 0)).toBe(2000);
  expect([...statuses.keys()].sort()).toEqual([422, 429]);
  // The thirty addresses of one line made 120 tries: ten were looked at, as from a single address.
  expect(statuses.get(429)).toBe(110);
  // The true owner: from a device that knows her, from a new one, and from an address that attacked.
  expect((await enter(owner.login, password, { from: '192.0.2.10', cookie: `preau-device=${known}` })).statusCode).toBe(303);
  expect((await enter(owner.login, password, { from: '192.0.2.11' })).statusCode).toBe(303);
  expect((await enter(owner.login, password, { from: '203.0.0.4' })).statusCode).toBe(303);
  expect((await enter(neighbour.login, password, { from: '203.0.0.6' })).statusCode).toBe(303);
});

test('unknown, wrong, blocked, never activated: one status, one body, the same headers', async () => {
  const [there, blocked] = [await somebody('Anne Présente'), await somebody('Anne Bloquée')];
  const asleep = await ent.person('Anne Endormie');
  const { login: sleeper } = await ent.db
    .selectFrom('kernel.accounts')
    .select('login')
    .where('person_id', '=', asleep)
    .executeTakeFirstOrThrow();
  await sql`update kernel.accounts set blocked_at = now() where id = ${blocked.accountId}`.execute(ent.db);
  const seen = new Set<string>();
  for (const login of [there.login, blocked.login, sleeper, 'personne.inconnue']) {
    const answer = await enter(login, 'une autre girafe bleue', { from: '192.0.2.20' });
    const { date: _, ...headers } = answer.headers;
    expect(answer.cookies).toEqual([]);
    seen.add(JSON.stringify([answer.statusCode, { ...headers, 'content-length': 0 }, answer.body.replaceAll(login, '')]));
  }
  expect(seen.size).toBe(1);
});

test('the clock does not tell who exists', { timeout: 60_000 }, async () => {
  const there = await somebody('Anne Chrono');
  const time = async (login: string, at: number) => {
    const start = performance.now();
    await enter(login, 'une autre girafe bleue', { from: `198.18.${login === there.login ? 1 : 2}.${at}` });
    return performance.now() - start;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < 33; at += 1) {
    known.push(await time(there.login, at));
    unknown.push(await time('personne.inconnue', at));
  }
  const median = (values: number[]) => values.slice(3).sort((a, b) => a - b)[15] ?? 0;
  const ratio = median(known) / median(unknown);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.67);
});

test('a cookie planted before signing in is never the one after, nor does it open anything', async () => {
  const { login, personId } = await somebody('Rose Fixée');
  const thief = await somebody('Paul Fixeur');
  const planted = cookieOf(await enter(thief.login, password, { from: '192.0.2.30' }), 'preau') ?? '';
  const forged = 'A'.repeat(43);
  for (const cookie of [planted, forged]) {
    const answer = await enter(login, password, { from: '192.0.2.31', cookie: `preau=${cookie}` });
    const mine = cookieOf(answer, 'preau') ?? '';
    expect(mine).toHaveLength(43);
    expect([planted, forged]).not.toContain(mine);
    const as = async (token: string) =>
      (await ent.app.inject({ url: '/charte', headers: { cookie: `preau=${token}`, accept: 'text/html' } })).statusCode;
    expect([await as(cookie), await as(mine)]).toEqual([303, 200]);
  }
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from kernel.sessions s join kernel.accounts a on a.id = s.account_id
    where a.person_id = ${personId} and s.token_hash = sha256(${forged}::bytea)`.execute(ent.db);
  expect(rows).toEqual([{ n: 0 }]);
});

test('of a sheet’s code used twenty times at the same moment, one opens the account', async () => {
  const { accountId, login } = await somebody('Rose Feuille');
  const [issued] = await ent.db
    .transaction()
    .execute((db) => issueCodes(db, { accountIds: [accountId], secret: ent.secret, issuedBy: null, now: new Date() }));
  const use = (at: number) =>
    ent.app.inject({
      method: 'POST',
      url: '/activation',
      remoteAddress: `192.0.2.${40 + at}`,
      headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ login, code: issued?.code ?? '', password: 'un chemin vers la grande mer' }).toString(),
    });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => use(at)));
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
});

test('a known device that is forged, old, or another’s, is a stranger', async () => {
  const { login, accountId } = await somebody('Rose Sceau');
  const other = await somebody('Paul Sceau');
  const real = cookieOf(await enter(login, password, { from: '192.0.2.70' }), 'preau-device') ?? '';
  const [id, since, seal] = real.split('.');
  expect(id).toBe(accountId);
  for (let at = 0; at < 12; at += 1) await enter(login, 'faux', { from: '192.0.2.71' });
  const from = '192.0.2.71';
  const slow = async (cookie: string) => (await enter(login, password, { from, cookie: `preau-device=${cookie}` })).statusCode;
  expect(await slow(`${id}.${since}.forged`)).toBe(429);
  expect(await slow(`${id}.${Number(since) + 1}.${seal}`)).toBe(429);
  expect(await slow(`${other.accountId}.${since}.${seal}`)).toBe(429);
  expect(await slow(`~~~.${'x'.repeat(3000)}`)).toBe(429);
  expect(await slow(real)).toBe(303);
});
