import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel/db';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import {
  activate,
  audienceOf,
  checkCode,
  createAccount,
  hashPassword,
  isPassword,
  issueCodes,
  loginStem,
  openSession,
  publishCharter,
  recognise,
  sessionsOf,
  setPassword,
  sweepThrottles,
  tokenHash,
} from './index.ts';
import { countTry, networkOf, windowsFor } from './throttle.ts';
import { newCode, typedCode } from './tokens.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());
const { db, secret } = ent;
const now = new Date();
const from = { address: '192.0.2.1', device: 'Essai', knownDevices: [] };

const accountOf = (personId: string) =>
  db.selectFrom('kernel.accounts').select(['id', 'login']).where('person_id', '=', personId).executeTakeFirstOrThrow();
const issue = async (accountId: string, at = now) =>
  (await db.transaction().execute((tx) => issueCodes(tx, { accountIds: [accountId], secret, issuedBy: null, now: at })))[0]!;

test('a login is made of the name, without accents nor apostrophes, and namesakes get a number', async () => {
  expect(loginStem('Éloïse-Marie', 'd’Étang')).toBe('eloisemarie.detang');
  expect(loginStem('Zoé', "N'Guyen Øster")).toBe('zoe.nguyenoster');
  expect(loginStem('李', '明')).toBe('personne.personne');
  const make = async () => {
    const id = newId();
    await db.insertInto('kernel.people').values({ id, first_name: 'Éloïse-Marie', last_name: 'd’Étang' }).execute();
    return db.transaction().execute((tx) => createAccount(tx, { id, firstName: 'Éloïse-Marie', lastName: 'd’Étang' }));
  };
  const logins = await Promise.all([make(), make(), make()]);
  expect(logins.map(({ login }) => login).sort()).toEqual(['eloisemarie.detang', 'eloisemarie.detang2', 'eloisemarie.detang3']);
});

test('a name that ends with a long number does not stop the making of accounts', async () => {
  await ent.person('Jean Dupont99999999999');
  await ent.person('Jean Dupont');
  expect((await accountOf(await ent.person('Jean Dupont'))).login).toBe('jean.dupont2');
});

test('« é » typed on another keyboard is the same letter, and everything else counts', async () => {
  const hash = await hashPassword('été au préau sans vélo'.normalize('NFD'));
  expect(await isPassword(hash, 'été au préau sans vélo'.normalize('NFC'))).toBe(true);
  expect(await isPassword(hash, 'Été au préau sans vélo')).toBe(false);
  expect(await isPassword(hash, 'été au préau sans vélo ')).toBe(false);
  expect(await isPassword(null, 'nobody has this password')).toBe(false);
});

test('thirty sign-ins at the same moment all get their answer', async () => {
  const hash = await hashPassword('girafe tulipe velo nuage');
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => isPassword(hash, at % 2 ? 'girafe tulipe velo nuage' : 'autre')));
  expect(answers.filter(Boolean)).toHaveLength(15);
});

test('a code is twelve unmistakable letters and digits, typed in any way', () => {
  const codes = Array.from({ length: 500 }, newCode);
  expect(codes.every((code) => /^[abcdefghjkmnprstvwxyz3456789]{12}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBe(500);
  expect(typedCode(' ABCD-efgh jkmn ')).toBe('abcdefghjkmn');
});

test('two sheets printed at the same moment: both presses succeed, one code works', async () => {
  const account = await accountOf(await ent.person('Rose Deuxfois'));
  await issue(account.id);
  const sheets = await Promise.all([issue(account.id), issue(account.id), issue(account.id)]);
  const right = await Promise.all(sheets.map(({ code }) => checkCode(db, { login: account.login, code, secret, from, now })));
  expect(right.filter((one) => 'codeId' in one)).toHaveLength(1);
});

test('of ten people who use a code at the same moment, one is let in', async () => {
  const account = await accountOf(await ent.person('Tom Rejeu'));
  const { code } = await issue(account.id);
  const passwordHash = await hashPassword('girafe tulipe velo nuage');
  const uses = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const checked = await checkCode(db, { login: account.login, code, secret, from, now });
      return 'codeId' in checked && db.transaction().execute((tx) => activate(tx, { ...checked, passwordHash, now }));
    }),
  );
  expect(uses.filter(Boolean)).toHaveLength(1);
});

test('a code of another account, an expired one and an earlier one look like a wrong one', async () => {
  const [one, other] = [await accountOf(await ent.person('Ana Une')), await accountOf(await ent.person('Zoé Autre'))];
  const old = await issue(one.id, new Date(now.getTime() - 31 * 24 * 3_600_000));
  const check = (login: string, code: string) => checkCode(db, { login, code, secret, from, now });
  expect(await check(one.login, old.code)).toEqual({ failed: 'wrong' });
  const earlier = await issue(one.id);
  const latest = await issue(one.id);
  expect(await check(one.login, earlier.code)).toEqual({ failed: 'wrong' });
  expect(await check(other.login, latest.code)).toEqual({ failed: 'wrong' });
  expect(await check('personne.inconnue', latest.code)).toEqual({ failed: 'wrong' });
  expect(await check(` ${one.login.toUpperCase()} `, latest.code.toUpperCase())).toMatchObject({ accountId: one.id });
  expect(await checkCode(db, { login: one.login, code: latest.code, secret: Buffer.from('another secret'), from, now })).toEqual({
    failed: 'wrong',
  });
});

test('a new password ends the other sessions and the sheet that was lying about', async () => {
  const account = await accountOf(await ent.person('Paul Change'));
  const { code } = await issue(account.id);
  const open = (device: string) =>
    db.transaction().execute((tx) => openSession(tx, { accountId: account.id, device, keep: true, now: new Date(), method: 'machine' }));
  const [mine, other] = [await open('le mien'), await open('un autre')];
  const keep = (await meBySession(db, tokenHash(mine)))?.me.sessionId;
  await db.transaction().execute((tx) => setPassword(tx, { accountId: account.id, passwordHash: 'x', now, keep }));
  expect(await meBySession(db, tokenHash(other))).toBeUndefined();
  expect((await sessionsOf(db, account.id)).map(({ device }) => device)).toEqual(['le mien']);
  expect(await checkCode(db, { login: account.login, code, secret, from, now })).toEqual({ failed: 'wrong' });
});

test('a session nobody asked to keep ends after two hours of silence; one that was kept does not', async () => {
  const account = await accountOf(await ent.person('Nina Silence'));
  const open = (keep: boolean) =>
    db.transaction().execute((tx) => openSession(tx, { accountId: account.id, device: 'x', keep, now: new Date(), method: 'machine' }));
  const [shared, kept] = [await open(false), await open(true)];
  const silent = (hours: number) =>
    sql`update kernel.sessions set seen_at = now() - make_interval(hours => ${hours}) where account_id = ${account.id}`.execute(db);
  await silent(1);
  expect(await meBySession(db, tokenHash(shared))).toBeDefined();
  await silent(3);
  expect(await meBySession(db, tokenHash(shared))).toBeUndefined();
  expect(await meBySession(db, tokenHash(kept))).toBeDefined();
});

test('whoever works here is asked again sooner than a family; a class tablet, after a lesson', async () => {
  const classId = await ent.classroom(await ent.school());
  const pupil = await ent.pupil('Ugo Deuxparents', classId);
  const parent = await ent.guardian('Anne Deuxparents', pupil);
  const both = await ent.teacher('Rose Deuxparents', classId);
  await ent.link(both, pupil);
  const lasts = async (personId: string, method: 'password' | 'badge', keep: boolean) => {
    const { id: accountId } = await accountOf(personId);
    await db.transaction().execute((tx) => openSession(tx, { accountId, device: 'x', keep, now: new Date(), method }));
    const session = await db
      .selectFrom('kernel.sessions')
      .select(['created_at', 'expires_at', 'silence_minutes', 'second_factor_at'])
      .where('account_id', '=', accountId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(session.second_factor_at).toBeNull();
    return [Math.round((session.expires_at.getTime() - session.created_at.getTime()) / 3_600_000), session.silence_minutes / 60];
  };
  expect(await lasts(parent, 'password', false)).toEqual([10, 2]);
  expect(await lasts(parent, 'password', true)).toEqual([720, 720]);
  expect(await lasts(both, 'password', false)).toEqual([10, 1]);
  expect(await lasts(both, 'password', true)).toEqual([168, 72]);
  expect(await lasts(pupil, 'badge', true)).toEqual([2, 1 / 6]);
});

test('tries are counted by line: an IPv6 line counts for one, an IPv4 address written in IPv6 is itself', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:2:bbbb:0:0:2')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:0:ffff::2'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
});

test('tries made together are all counted, and the way is free again when the window ends', async () => {
  const windows = windowsFor('test', 'lea.martin', { address: '198.51.100.9', knownDevices: [] });
  const waits = await Promise.all(Array.from({ length: 14 }, () => countTry(db, windows)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
  expect(Math.max(...waits)).toBeGreaterThan(800);
  await sql`update kernel.throttles set resets_at = now() - interval '1 second' where key like 'test %'`.execute(db);
  expect(await countTry(db, windows)).toBe(0);
  await sql`update kernel.throttles set resets_at = now() - interval '1 second' where key like 'test %'`.execute(db);
  await sweepThrottles(db);
  expect(await db.selectFrom('kernel.throttles').select('key').where('key', 'like', 'test %').execute()).toEqual([]);
});

test('an account that was never activated, a blocked one and one in the trash are not recognised', async () => {
  const password = 'girafe tulipe velo nuage';
  const ids = [
    await ent.person('Un Dormeur'),
    await ent.person('Une Bloquée'),
    await ent.person('Un Parti'),
    await ent.person('Une Présente'),
  ];
  const [sleeper, blocked, gone, there] = await Promise.all(ids.map(accountOf));
  const passwordHash = await hashPassword(password);
  for (const account of [blocked!, gone!, there!])
    await db.transaction().execute((tx) => setPassword(tx, { accountId: account.id, passwordHash, now }));
  await db.updateTable('kernel.accounts').set({ blocked_at: now }).where('id', '=', blocked!.id).execute();
  await db.updateTable('kernel.people').set({ leaving_since: now, trashed_at: now }).where('id', '=', ids[2]!).execute();
  const ask = (login: string) => recognise(db, { login, password, from });
  expect(await ask(sleeper!.login)).toMatchObject({ failed: 'wrong' });
  expect(await ask(blocked!.login)).toMatchObject({ failed: 'wrong' });
  expect(await ask(gone!.login)).toMatchObject({ failed: 'wrong' });
  expect(await ask(there!.login)).toEqual({ accountId: there!.id });
});

test('a former pupil reads the charter of adults, and accepting it is enough', async () => {
  const school = await ent.school();
  const former = await ent.person('Jade Grande');
  await ent.give(former, 'pupil', await ent.classroom(school), { level: 'CM2', endsOn: '2020-07-05' });
  const { id: accountId } = await accountOf(former);
  const token = await db
    .transaction()
    .execute((tx) => openSession(tx, { accountId, device: 'x', keep: true, now: new Date(), method: 'machine' }));
  const seen = await meBySession(db, tokenHash(token));
  expect(seen && audienceOf(seen.me)).toBe('adult');
  await ent.as(former);
  expect((await meBySession(db, tokenHash(token)))?.me.charterDue).toBe(false);
});

test('two charters published at once become two versions', async () => {
  const publish = () => db.transaction().execute((tx) => publishCharter(tx, { audience: 'child', body: '# Règles', by: null, now }));
  expect((await Promise.all([publish(), publish(), publish()])).sort()).toEqual([2, 3, 4]);
});
