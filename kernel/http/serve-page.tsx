import { createReadStream } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Audience } from '#kernel/audience';
import { drawerIn } from '#kernel/files';
import type { Me } from '#kernel/perimeter';
import { speaking } from '#kernel/texts';
import type { FormState } from '#kernel/ui';
import { jsonOf } from './answer.ts';
import type { House } from './app.ts';
import { storableFields } from './body.ts';
import { html } from './html.tsx';
import { type Hidden, hidden, type Refusal } from './outcome.ts';
import { answerProblem } from './problems.tsx';
import { callerOf, unreadFor, viewFor, wantsJson, whoAsks } from './request.ts';
import type { Download, Route } from './route.ts';
import { t } from './texts.ts';

type PageRoute = Extract<Route, { kind: 'page' }>;
type DownloadRoute = Extract<Route, { kind: 'download' }>;

export const noParams = z.object({});

/** Who asks, if the door lets them in: else the answer that turns them away was already sent. */
export async function atTheDoor(
  house: House,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ me: Me | undefined } | undefined> {
  const me = await whoAsks(house, request);
  if (route.open) return { me };
  if (!me) {
    if (wantsJson(request) || request.method !== 'GET') answerProblem(house, request, reply, 401);
    else if (callerOf(house, request).classDevice) reply.redirect('/classe', 303);
    else reply.redirect(`/connexion?vers=${encodeURIComponent(request.url)}`, 303);
    return;
  }
  const next = nextDoor(house, route, request, me);
  if (next === undefined) return { me };
  if (wantsJson(request)) answerProblem(house, request, reply, 403, { sentence: t.anotherDoor });
  else reply.redirect(next, 303);
  return;
}

/**
 * The doors after signing in, in order: the second factor of those who work here, the charter, the fresh proof. Only what the route
 * itself declares opens them: nothing of the request is looked at, neither path nor header.
 */
function nextDoor(house: House, route: Route, request: FastifyRequest, me: Me): string | undefined {
  const asked = encodeURIComponent(request.method === 'GET' ? request.url : '/');
  if (me.secondFactorDue && !route.beforeSecondFactor) return `/connexion/second-facteur?vers=${asked}`;
  if (me.charterDue && !route.beforeCharter && !route.beforeSecondFactor) return '/charte';
  // Nobody of a sandbox has a proof to give, nor anything to protect.
  const proves = route.fresh && house.config.sandbox?.side !== 'sandbox';
  if (proves && me.secondFactorDue !== 'enrol' && !isFresh(me, house.now?.() ?? new Date())) return `/compte/preuve?vers=${asked}`;
  return undefined;
}

const freshFor = 5 * 60_000;
const isFresh = (me: Me, now: Date): boolean => now.getTime() - me.provedAt.getTime() < freshFor;

export async function servePage(
  house: House,
  route: PageRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  audience?: Audience,
): Promise<unknown> {
  if (route.whenDown && !(await answers(house))) {
    const now = house.now?.() ?? new Date();
    const shown = route.whenDown({ now });
    return speaking('fr', () => html(reply, viewFor(house, request, reply, undefined), route.view(shown as never)), now);
  }
  const entered = await atTheDoor(house, route, request, reply);
  if (!entered) return reply;
  const { me } = entered;
  const drawn = await speaking(me?.language ?? 'fr', () => drawPage(house, route, request, reply, me), house.now?.());
  if (me && !route.open && reply.statusCode === 200 && !wantsJson(request))
    house.views?.saw(me, { service: audience ?? null, agent: request.headers['user-agent'], at: house.now?.() ?? new Date() });
  return drawn;
}

const patience = 2000;

/** Does the database answer, and soon? Gone, it refuses at once; stuck, it says nothing at all. */
const answers = (house: House): Promise<boolean> =>
  new Promise((known) => {
    const timer = setTimeout(known, patience, false);
    house.db.pool
      .query('select')
      .then(
        () => known(true),
        () => known(false),
      )
      .finally(() => clearTimeout(timer));
  });

/** Loads a page inside a read-only transaction and draws it; `form` is what an action sent back. */
export async function drawPage(
  house: House,
  route: PageRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  me: Me | undefined,
  form?: { status: number; state: FormState },
): Promise<unknown> {
  const loaded = await load(house, route, request, me);
  if (loaded === hidden || loaded === undefined) return answerProblem(house, request, reply, 404, { me });
  if (isRefusal(loaded)) return answerProblem(house, request, reply, loaded.status, { me, sentence: loaded.sentence });
  if (isElsewhere(loaded)) return reply.redirect(loaded.see, 303);
  if (form) reply.code(form.status);
  reply.header('vary', 'accept');
  if (wantsJson(request) && !form)
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(jsonOf(route.answer)(loaded));
  const unread = await unreadFor(house, me, house.now?.() ?? new Date());
  return html(reply, viewFor(house, request, reply, me, form?.state, unread), route.view(loaded as never));
}

export async function serveDownload(house: House, route: DownloadRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const entered = await atTheDoor(house, route, request, reply);
  if (!entered) return reply;
  return speaking(
    entered.me?.language ?? 'fr',
    async () => {
      const file = (await load(house, route, request, entered.me)) as Download | Hidden | undefined;
      if (file === hidden || file === undefined) return answerProblem(house, request, reply, 404, entered);
      return sendFile(reply, part(reply, file, request.headers.range));
    },
    house.now?.(),
  );
}

/** Safari plays a sound only when it may ask for a part of it (RFC 9110, § 14): one range, of what is listened to. */
function part(reply: FastifyReply, file: Download, range: string | undefined): Download {
  if ('path' in file || !file.mediaType.startsWith('audio/')) return file;
  reply.header('accept-ranges', 'bytes');
  const [, first = '', last = ''] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(range ?? '') ?? [];
  const [size, from] = [file.bytes.length, Number(first)];
  if (first === '' || from >= size) return file;
  const to = Math.min(last === '' ? size - 1 : Number(last), size - 1);
  if (to < from) return file;
  reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  return { ...file, bytes: file.bytes.subarray(from, to + 1) };
}

export function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  const plain = file.name.normalize('NFD').replace(/[^\x20-\x7E]|["\\]/g, '');
  return reply
    .type(file.mediaType)
    .header('cache-control', 'private, no-store')
    .header(
      'content-disposition',
      `${file.inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .send('path' in file ? createReadStream(file.path) : Buffer.from(file.bytes));
}

async function load(house: House, route: PageRoute | DownloadRoute, request: FastifyRequest, me: Me | undefined): Promise<unknown> {
  const params = (route.params ?? noParams).safeParse(request.params);
  const query = (route.query ?? noParams).safeParse(asked(request));
  if (!params.success || !query.success) return hidden;
  return house.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (db) => {
      const ask = {
        me,
        params: params.data,
        query: query.data,
        db,
        now: house.now?.() ?? new Date(),
        services: house.services,
        caller: callerOf(house, request),
        origin: house.config.publicUrl,
        demonstration: house.config.demonstration,
        drawer: drawerIn(house.config.folder),
        folder: house.config.folder,
        secret: house.config.secret,
        pushService: house.config.pushService,
        sandbox: house.config.sandbox,
      } as never;
      return (await route.may(ask)) ? route.load(ask) : hidden;
    });
}

const asked = (request: FastifyRequest): Record<string, unknown> => storableFields(request.query ?? {});

const isRefusal = (loaded: unknown): loaded is Refusal => typeof loaded === 'object' && loaded !== null && 'refused' in loaded;
const isElsewhere = (loaded: unknown): loaded is { see: string } =>
  typeof loaded === 'object' && loaded !== null && 'see' in loaded && Object.keys(loaded).length === 1;
