import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { startEnt } from '#kernel/testing';
import { codeAt, keepAuthenticator, keyAddress, newKey, offeredKey, stepAt, useAuthenticator } from './authenticators.ts';
import { seal, unseal } from './seal.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());
const { db, secret } = ent;
const now = new Date('2026-11-24T08:30:10Z');

async function withApplication(name: string) {
  const personId = await ent.person(name);
  const { id: accountId } = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow();
  const key = newKey();
  const use = (code: string, at = now, ahead?: number) =>
    db.transaction().execute((tx) => useAuthenticator(tx, { accountId, code, secret, now: at, ...(ahead ? { ahead } : {}) }));
  const keep = (code: string) => db.transaction().execute((tx) => keepAuthenticator(tx, { accountId, key, code, secret, now }));
  return { accountId, key, use, keep };
}

test('the codes are those of RFC 6238, as every application computes them', () => {
  // Appendix B: the secret « 12345678901234567890 » at 1111111109 seconds gives 07081804; six digits are its end.
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(codeAt(key, stepAt(new Date(1_111_111_109_000)))).toBe('081804');
  expect(codeAt(key, stepAt(new Date(2_000_000_000_000)))).toBe('279037');
  expect(keyAddress(key, { login: 'rose.martin', issuer: 'Préau' })).toMatch(
    /^otpauth:\/\/totp\/Pr%C3%A9au.*rose\.martin\?secret=GEZD.*issuer=Pr%C3%A9au/,
  );
});

test('an application is added by the code it shows, and by no other', async () => {
  const { key, keep } = await withApplication('Rose Ajoute');
  expect(newKey()).toMatch(/^[A-Z2-7]{32}$/);
  expect(await keep('000000')).toBe(codeAt(key, stepAt(now)) === '000000');
  expect(await keep('')).toBe(false);
  expect(await keep(codeAt(key, stepAt(now) + 5))).toBe(false);
  expect(await keep(` ${codeAt(key, stepAt(now)).slice(0, 3)} ${codeAt(key, stepAt(now)).slice(3)}`)).toBe(true);
});

test('a code serves once, and none older than it serves after it', async () => {
  const { key, keep, use } = await withApplication('Rose Rejoue');
  const step = stepAt(now);
  expect(await keep(codeAt(key, step - 1))).toBe(true);
  expect(await use(codeAt(key, step - 1))).toBe(false);
  expect(await use(codeAt(key, step))).toBe(true);
  expect(await use(codeAt(key, step))).toBe(false);
  expect(await use(codeAt(key, step + 1))).toBe(true);
  expect(await use(codeAt(key, step))).toBe(false);
  expect(await use(codeAt(key, step + 2))).toBe(false);
  expect(await use(codeAt(key, step + 2), new Date(now.getTime() + 60_000))).toBe(true);
  expect(await use(codeAt(key, step + 40), now, 80)).toBe(true);
});

test('of one code sent twenty times at the same moment, one wins', async () => {
  const { key, keep, use } = await withApplication('Rose Vingt');
  await keep(codeAt(key, stepAt(now) - 1));
  const wins = await Promise.all(Array.from({ length: 20 }, () => use(codeAt(key, stepAt(now)))));
  expect(wins.filter(Boolean)).toHaveLength(1);
});

test('the key of somebody else opens nothing, nor does a copy of the database without the secret', async () => {
  const one = await withApplication('Rose Une');
  const other = await withApplication('Rose Autre');
  await one.keep(codeAt(one.key, stepAt(now) - 1));
  await other.keep(codeAt(other.key, stepAt(now) - 1));
  expect(await one.use(codeAt(other.key, stepAt(now)))).toBe(false);
  const { rows } = await sql<{
    sealed: Buffer;
  }>`select sealed_secret as sealed from kernel.authenticators where account_id = ${one.accountId}`.execute(db);
  const sealed = rows[0]!.sealed;
  expect(sealed.toString('latin1')).not.toContain(one.key);
  expect(unseal(secret, 'authenticator', one.accountId, sealed)).toBe(one.key);
  expect(() => unseal(Buffer.from('another secret'), 'authenticator', one.accountId, sealed)).toThrow();
  // Moved by hand to another row, or changed by one bit, it opens no more.
  expect(() => unseal(secret, 'authenticator', other.accountId, sealed)).toThrow();
  sealed[sealed.length - 1]! ^= 1;
  expect(() => unseal(secret, 'authenticator', one.accountId, sealed)).toThrow();
  expect(seal(secret, 'a', 'b', 'x').equals(seal(secret, 'a', 'b', 'x'))).toBe(false);
});

test('the key offered stays the same while a page is drawn again, and is another for another session', async () => {
  const { accountId, key, keep } = await withApplication('Rose Page');
  const offered = (sessionId: string) => offeredKey(db, { accountId, sessionId, secret });
  const first = await offered('one');
  expect(await offered('one')).toBe(first);
  expect(await offered('two')).not.toBe(first);
  await keep(codeAt(key, stepAt(now)));
  expect(await offered('one')).not.toBe(first);
});
