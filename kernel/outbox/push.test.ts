import { createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { service } from '#kernel';
import { endSessions, openSession, tokenHash } from '#kernel/identity';
import { overhear, selfSigned, startEnt } from '#kernel/testing';
import { emitter, isPushService, keepSubscription, pushKeys } from './index.ts';

/** A real push service on TLS, which answers as those of the browsers do. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ca = selfSigned(keys, 'localhost');
type Woken = { path: string; authorization: string; encoding: string; body: Buffer };
const woken: Woken[] = [];
const over = new Set<string>();
let broken = false;
const server = createServer({ key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: ca }, async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = request.url ?? '';
  if (broken) return response.writeHead(503).end();
  if (over.has(path)) return response.writeHead(410).end();
  woken.push({
    path,
    authorization: request.headers.authorization ?? '',
    encoding: String(request.headers['content-encoding']),
    body: Buffer.concat(chunks),
  });
  response.writeHead(201).end();
});
await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
const host = `localhost:${(server.address() as AddressInfo).port}`;
const pushService = { host, ca };

const notes = service({
  name: 'notes',
  label: 'Mots',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  notifications: { sent: { title: ({ about }) => `Un mot pour ${about}`, href: () => '/liaison', stillMay: async () => true } },
});
const ent = await startEnt([notes], { pushService });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  server.close();
});
const school = await ent.school();
const lea = await ent.pupil('Léa Martin', await ent.classroom(school));
const anne = await ent.guardian('Anne Martin', lea);
const { id: accountId } = await ent.db.selectFrom('kernel.accounts').select('id').where('person_id', '=', anne).executeTakeFirstOrThrow();

const device = async (name: string) => {
  const sessionId = await ent.db.transaction().execute(async (tx) => {
    const token = await openSession(tx, { accountId, device: name, keep: true, now: new Date(), method: 'password' });
    return (await tx.selectFrom('kernel.sessions').select('id').where('token_hash', '=', tokenHash(token)).executeTakeFirstOrThrow()).id;
  });
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const subscription = {
    endpoint: `https://${host}/${name}`,
    p256dh: browser.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  await ent.db.transaction().execute((tx) => keepSubscription(tx, { personId: anne, sessionId, device: name, ...subscription }));
  return sessionId;
};
const write = () =>
  ent.db
    .transaction()
    .execute((tx) => emitter(tx, 'notes', [notes], null)('sent', { to: { guardiansOf: [lea] }, schoolId: school, payload: {} }));
const devices = async () => (await ent.db.selectFrom('kernel.push_subscriptions').select('device').execute()).map((row) => row.device);

test('each device that agreed is woken, sealed for that browser and signed by this house', async () => {
  await device('phone');
  await device('tablet');
  await write();
  await ent.settle();
  expect(woken.map(({ path }) => path).sort()).toEqual(['/phone', '/tablet']);
  for (const { authorization, encoding, body } of woken) {
    expect(encoding).toBe('aes128gcm');
    expect(authorization).toContain(`k=${pushKeys(ent.secret).publicKey}`);
    expect(body.toString('latin1')).not.toContain('Léa');
  }
});

test('a device that is gone is forgotten, and the others are woken all the same', async () => {
  woken.length = 0;
  over.add('/tablet');
  await write();
  await ent.settle();
  expect(woken.map(({ path }) => path)).toEqual(['/phone']);
  expect(await devices()).toEqual(['phone']);
});

test('signed out of a device, there or from afar, it is woken no more; the others are', async () => {
  woken.length = 0;
  const lost = await device('lost');
  await ent.db.transaction().execute((tx) => endSessions(tx, accountId, { only: lost }));
  await write();
  await ent.settle();
  expect(woken.map(({ path }) => path)).toEqual(['/phone']);
  expect(await devices()).toEqual(['phone']);
});

test('a push service that fails loses nothing: the work waits in the queue', async () => {
  woken.length = 0;
  broken = true;
  using operator = overhear();
  await write();
  await ent.settle();
  broken = false;
  // The queue notes a failure a moment after it has given the work up.
  const waiting = async () =>
    (
      await ent.db.pool.query<{ task: string }>(
        `select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.last_error is not null`,
      )
    ).rows.map(({ task }) => task);
  await expect.poll(waiting, { timeout: 5000 }).toEqual(['kernel.push']);
  expect(operator.said()).toContain('kernel.push');
  expect(await devices()).toEqual(['phone']);
});

test.for([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://web.push.apple.com/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.voleur.invalid/x', false],
  ['https://voleurfcm.googleapis.com.invalid/x', false],
  ['https://127.0.0.1/x', false],
  ['https://169.254.169.254/latest/meta-data', false],
  ['https://user@localhost/x', false],
  ['file:///etc/passwd', false],
  ['nothing', false],
] as const)('this server knocks at %s: %s', ([endpoint, knocks]) => {
  expect(isPushService(endpoint, {})).toBe(knocks);
});
