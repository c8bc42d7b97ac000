import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type KnownDevice, tokenHash } from '#kernel/identity';
import { handOf, type Me, mainProfile, meBySession, profileNames, skinOf } from '#kernel/perimeter';
import { opensTo } from '#kernel/service';
import type { FormState, MenuEntry, View } from '#kernel/ui';
import type { House } from './app.ts';
import type { Caller } from './route.ts';
import { t } from './texts.ts';

const secure = (house: House): boolean => house.config.publicUrl.startsWith('https://');
const inSandbox = (house: House): boolean => house.config.sandbox?.side === 'sandbox';
const names = (house: House) => {
  // Cookies do not know ports: the sandbox of this machine must not write over ours.
  const prefix = `${secure(house) ? '__Host-' : ''}${inSandbox(house) ? 'essai' : 'preau'}`;
  return {
    session: prefix,
    device: `${prefix}-device`,
    said: `${prefix}-said`,
    door: `${prefix}-door`,
    waiting: `${prefix}-waiting`,
    classDevice: `${prefix}-classe`,
  };
};
const options = (house: House) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: secure(house) }) as const;
const days = 24 * 3600;

/** Whoever holds this request's session cookie. */
export async function whoAsks(house: House, request: FastifyRequest): Promise<Me | undefined> {
  const token = request.cookies[names(house).session];
  if (!token) return;
  const seen = await meBySession(house.db, tokenHash(token));
  if (seen?.stale) await house.db.updateTable('kernel.sessions').set({ seen_at: new Date() }).where('id', '=', seen.me.sessionId).execute();
  return seen?.me;
}

export function callerOf(house: House, request: FastifyRequest): Caller {
  return {
    address: request.ip,
    device: deviceName(request.headers['user-agent']),
    page: pageBefore(house, request.headers.referer),
    knownDevices: knownDevices(house, request),
    door: request.cookies[names(house).door],
    waiting: request.cookies[names(house).waiting],
    classDevice: request.cookies[names(house).classDevice],
  };
}

const pageBefore = (house: House, referrer = ''): string | undefined =>
  referrer.startsWith(`${house.config.publicUrl}/`) ? referrer.slice(house.config.publicUrl.length).split(/[?#]/)[0] : undefined;

/** Marks this browser while its person is away, proving elsewhere who they are. */
export function keepDoor(house: House, reply: FastifyReply, door: string): void {
  reply.setCookie(names(house).door, door, { ...options(house), maxAge: 15 * 60 });
}

/** A session that the person asked to keep outlives the browser; another ends with it. */
export function keepSession(house: House, reply: FastifyReply, session: { token: string; keep: boolean } | 'ended'): void {
  const { session: name } = names(house);
  if (session === 'ended') reply.clearCookie(name, options(house));
  else reply.setCookie(name, session.token, { ...options(house), ...(session.keep ? { maxAge: 30 * days } : {}) });
}

/** Makes this browser a class's, until the lesson ends; or nobody's again. */
export function keepClassDevice(house: House, reply: FastifyReply, device: { token: string; until: Date } | 'closed'): void {
  const { classDevice: name } = names(house);
  if (device === 'closed') reply.clearCookie(name, options(house));
  else reply.setCookie(name, device.token, { ...options(house), expires: device.until });
}

/** What the browser must bring back within ten minutes. */
export function keepWaiting(house: House, reply: FastifyReply, token: string | 'ended'): void {
  const { waiting: name } = names(house);
  if (token === 'ended') reply.clearCookie(name, options(house));
  else reply.setCookie(name, token, { ...options(house), maxAge: 600 });
}

const mostKnown = 6;

/**
 * Marks this browser as one where `accountId` signed in: failures of others elsewhere do not slow it down, and no code is sent to
 * its person by mail. A family shares a computer: the last six accounts are kept.
 */
export function rememberDevice(house: House, request: FastifyRequest, reply: FastifyReply, accountId: string): void {
  const others = knownDevices(house, request).filter((known) => known.accountId !== accountId);
  const known = [{ accountId, since: house.now?.() ?? new Date() }, ...others].slice(0, mostKnown).map((one) => {
    const since = String(one.since.getTime());
    return `${one.accountId}.${since}.${deviceSeal(house, one.accountId, since)}`;
  });
  reply.setCookie(names(house).device, known.join('~'), { ...options(house), maxAge: 400 * days });
}

const deviceSeal = (house: House, accountId: string, since: string): string =>
  createHmac('sha256', house.config.secret).update(`device ${accountId} ${since}`).digest('base64url');

function knownDevices(house: House, request: FastifyRequest): KnownDevice[] {
  const entries = (request.cookies[names(house).device] ?? '').split('~').slice(0, mostKnown);
  return entries.flatMap((entry) => {
    const [accountId = '', since = '', seal = ''] = entry.split('.');
    const [right, given] = [Buffer.from(deviceSeal(house, accountId, since)), Buffer.from(seal)];
    return right.length === given.length && timingSafeEqual(right, given) ? [{ accountId, since: new Date(Number(since)) }] : [];
  });
}

const kinds = { success: 'success', info: 'info', warning: 'warning' } as const;

/** Leaves a sentence for the next page. */
export function say(house: House, reply: FastifyReply, sentence: string): void {
  reply.setCookie(names(house).said, encodeURIComponent(sentence.slice(0, 500)), { ...options(house), maxAge: 60, encode: String });
}

function said(house: House, request: FastifyRequest, reply: FastifyReply): View['said'] {
  const cookie = request.cookies[names(house).said];
  if (!cookie) return;
  reply.clearCookie(names(house).said, options(house));
  try {
    return { kind: kinds.success, sentence: decodeURIComponent(cookie) };
  } catch {
    return;
  }
}

/** What every page knows beside its answer. */
export function viewFor(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  me: Me | undefined,
  form?: FormState,
  unread?: Unread,
): View {
  const path = request.url.split('?')[0] ?? '/';
  const profile = me && mainProfile(me);
  return {
    skin: me ? skinOf(me) : 'adultes',
    path,
    menu: me && !me.charterDue && !me.secondFactorDue ? menuFor(house, me, path, unread) : [],
    asset: house.asset,
    ...(inSandbox(house) ? { sandbox: true } : {}),
    said: said(house, request, reply),
    ...(form ? { form } : {}),
    ...reading(me),
    ...(me
      ? { me: { name: `${me.firstName} ${me.lastName}`, profile: profile ? profileNames[profile] : t.nobody, unread: me.unread } }
      : {}),
  };
}

function reading(me: Me | undefined): Pick<View, 'hand' | 'comfort'> {
  const hand = me && handOf(me);
  return { ...(hand ? { hand } : {}), ...(me && me.comfort.length > 0 ? { comfort: me.comfort } : {}) };
}

/** How many new things wait behind each door, by the name of its service. */
type Unread = Map<string, number>;

export async function unreadFor(house: House, me: Me | undefined, now: Date): Promise<Unread> {
  const counted = house.services.filter((service) => me && service.tile?.unread && opensTo(service, me));
  const counts = counted.map(async ({ name, tile }) => [name, (me && (await tile?.unread?.({ db: house.db, me, now }))) ?? 0] as const);
  return new Map(await Promise.all(counts));
}

function menuFor(house: House, me: Me, path: string, unread: Unread = new Map()): MenuEntry[] {
  return house.services.flatMap((service) => {
    const { name, label, family, tile } = service;
    return tile && opensTo(service, me)
      ? [
          {
            label,
            family,
            href: tile.href,
            current: path === tile.href || (tile.href !== '/' && path.startsWith(`${tile.href}/`)),
            count: unread.get(name) ?? 0,
            ...(tile.picture ? { picture: tile.picture } : {}),
          },
        ]
      : [];
  });
}

export const wantsJson = (request: FastifyRequest): boolean => request.headers.accept?.includes('application/json') ?? false;

/** « Firefox sur Android »: enough to recognise one's own device in a list, and no more. */
function deviceName(agent = ''): string {
  const browser = [/Edg/, /Firefox|FxiOS/, /Chrome|CriOS/, /Safari/].findIndex((pattern) => pattern.test(agent));
  const system = [/iPhone|iPad/, /Android/, /Windows/, /Mac OS/, /CrOS/, /Linux/].findIndex((pattern) => pattern.test(agent));
  return t.device({
    browser: ['Edge', 'Firefox', 'Chrome', 'Safari'][browser] ?? t.unknownBrowser,
    system: ['iPhone ou iPad', 'Android', 'Windows', 'Mac', 'Chromebook', 'Linux'][system] ?? t.unknownSystem,
  });
}
