import { createECDH, hkdfSync } from 'node:crypto';
import { Agent } from 'node:https';
import webPush from 'web-push';
import { type Database, newId, sql, type Writer } from '#kernel/db';

/** What an open browser gives when it agrees to be woken (W3C Push API). */
export type Subscription = { endpoint: string; p256dh: string; auth: string };

/** The push services of the browsers people have. An address elsewhere would make this server knock wherever somebody likes. */
const services = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com', 'notify.windows.com', 'push.apple.com'];

export type PushHouse = {
  secret: Buffer;
  publicUrl: string;
  /** A push service of one's own: its host and its certificate authority. */
  pushService?: { host: string; ca: string } | undefined;
  sandbox?: { side: 'real' | 'sandbox' } | undefined;
};

export function isPushService(endpoint: string, { pushService }: Pick<PushHouse, 'pushService'>): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, hostname } = new URL(endpoint);
  if (protocol !== 'https:') return false;
  return host === pushService?.host || services.some((known) => hostname === known || hostname.endsWith(`.${known}`));
}

/** This house's key pair for push (RFC 8292), drawn from its secret: nothing to keep, and the same on every server. */
export function pushKeys(secret: Buffer): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', 'preau push', 32)));
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') };
}

/**
 * Keeps a browser's subscription as this person's, until the session they agreed in is signed out of (`stop_waking`); a browser
 * that changes hands follows its last reader.
 */
export async function keepSubscription(
  db: Writer,
  { personId, sessionId, device, endpoint, p256dh, auth }: Subscription & { personId: string; sessionId: string | null; device: string },
): Promise<void> {
  const row = { person_id: personId, session_id: sessionId, p256dh, auth, device };
  await db
    .insertInto('kernel.push_subscriptions')
    .values({ id: newId(), endpoint, ...row })
    .onConflict((known) => known.column('endpoint').doUpdateSet(row))
    .execute();
}

/**
 * Wakes each device of whoever a notification is for. The push service carries it sealed (RFC 8291), and it says no more than
 * the notification's title. Its tag is the notification's id: a device woken twice shows it once. A subscription that is over
 * is forgotten; another failure is thrown, so that the queue tries again.
 */
export async function push(db: Database, house: PushHouse, notificationId: string): Promise<void> {
  // Nothing leaves a sandbox.
  if (house.sandbox?.side === 'sandbox') return;
  const { rows } = await sql<Subscription & { id: string; title: string; href: string }>`
    select p.id, p.endpoint, p.p256dh, p.auth, n.title, n.href
    from kernel.notifications n join kernel.push_subscriptions p on p.person_id = n.person_id
    where n.id = ${notificationId} and n.arrived_at is not null and n.read_at is null`.execute(db);
  const failures: unknown[] = [];
  for (const { id, endpoint, p256dh, auth, title, href } of rows.filter((row) => isPushService(row.endpoint, house)))
    try {
      await send(house, { endpoint, p256dh, auth }, JSON.stringify({ title, href, tag: notificationId }));
    } catch (error) {
      if (error instanceof webPush.WebPushError && [404, 410].includes(error.statusCode))
        await db.deleteFrom('kernel.push_subscriptions').where('id', '=', id).execute();
      else failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

async function send(house: PushHouse, { endpoint, p256dh, auth }: Subscription, payload: string): Promise<void> {
  const own = house.pushService?.host === new URL(endpoint).host ? house.pushService.ca : undefined;
  await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, {
    // The subject is whom a push service writes to when something is wrong; it takes no http address.
    vapidDetails: { subject: house.publicUrl.replace(/^http:.*/, 'mailto:preau@localhost.invalid'), ...pushKeys(house.secret) },
    TTL: 24 * 3600,
    timeout: 10_000,
    ...(own ? { agent: new Agent({ ca: own }) } : {}),
  });
}
