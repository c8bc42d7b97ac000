import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import assets from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Counter, countViews } from '#kernel/audience';
import type { Database } from '#kernel/db';
import type { Service } from '#kernel/service';
import type { Config } from '../config.ts';
import { showGallery } from './gallery.tsx';
import { health } from './health.ts';
import { serveLive } from './live.ts';
import { refuseForeignWrites } from './origin.ts';
import { answerProblem, unexpected } from './problems.tsx';
import { whoAsks } from './request.ts';
import { keepToTheSandbox } from './sandbox.ts';
import { serveAction } from './serve-action.tsx';
import { serveMachine } from './serve-machine.ts';
import { serveDownload, servePage } from './serve-page.tsx';
import { mountSending } from './serve-sending.ts';
import { closeSilentConnections } from './silent.ts';
import { serveWatcher } from './watcher.ts';

/** All that a request needs and that outlives it. */
export type House = {
  config: Pick<Config, 'publicUrl' | 'secret' | 'demonstration' | 'folder' | 'pushService' | 'sandbox'>;
  db: Database;
  services: Service[];
  /** URL of a built asset by its source name. */
  asset: (name: string) => string;
  /** The folder of built assets, if they are served from here. */
  assets?: URL;
  now?: () => Date;
  /** Tests and rehearsals: actions run whole, then are rolled back. */
  rehearse?: boolean;
  log?: boolean;
  /** Counts the pages shown; made with the server unless it is given. */
  views?: Counter;
};

const mib = 1024 * 1024;

/** What helmet says of a page says nothing of a font: half a kilobyte less on each asset, of the 50 that a sign-in may weigh. */
const forPagesOnly = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** The whole ENT as a Fastify server, not listening yet. */
export async function createApp(given: House): Promise<FastifyInstance> {
  const views = given.views ?? countViews(given.db, given.config.secret);
  const house: House = given.rehearse ? given : { ...given, views };
  const app = fastify({
    logger: house.log ? { serializers: { req: withoutQuery } } : false,
    genReqId: () => createHash('sha256').update(`${process.hrtime.bigint()}${Math.random()}`).digest('hex').slice(0, 8),
    bodyLimit: 2 * mib,
    trustProxy: 'loopback',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const secure = house.config.publicUrl.startsWith('https://');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        // A form that opens the sandbox leads to another address.
        formAction: ["'self'", ...(house.config.sandbox?.side === 'real' ? [new URL(house.config.sandbox.url).origin] : [])],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 2 * mib });
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: 10 * mib, files: 5, fields: 200, fieldSize: mib, parts: 205 },
  });
  if (house.assets)
    await app.register(assets, {
      root: fileURLToPath(house.assets),
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      index: false,
      decorateReply: false,
    });

  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/assets/')) for (const name of forPagesOnly) reply.raw.removeHeader(name);
  });
  app.addHook('onClose', () => views.flush());
  if (house.config.sandbox?.side === 'sandbox') keepToTheSandbox(app, house, house.config.sandbox);
  refuseForeignWrites(app, house);
  closeSilentConnections(app);
  serveLive(app, house);
  serveWatcher(app, house);
  if (house.config.demonstration) showGallery(app, house);
  app.setNotFoundHandler(async (request, reply) => answerProblem(house, request, reply, 404, { me: await whoAsks(house, request) }));
  app.setErrorHandler((error, request, reply) => unexpected(house, error, request, reply));
  for (const route of [...health, ...house.services.flatMap((service) => service.routes.map((r) => ({ service, route: r })))])
    mount(app, house, 'route' in route ? route : { service: undefined, route });
  return app;
}

function mount(
  app: FastifyInstance,
  house: House,
  { service, route }: { service: Service | undefined; route: Service['routes'][number] },
): void {
  if (route.kind === 'sending') {
    mountSending(app, house, route);
    return;
  }
  const method = route.kind === 'machine' ? route.method : route.kind === 'action' ? 'POST' : 'GET';
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    switch (route.kind) {
      case 'page':
        return servePage(house, route, request, reply, service?.audience);
      case 'download':
        return serveDownload(house, route, request, reply);
      case 'action':
        return serveAction(house, service?.name ?? 'kernel', route, request, reply);
      case 'machine':
        return serveMachine(house, service?.name ?? 'kernel', route, request, reply);
    }
  };
  app.route({ method, url: route.path, handler });
}

/** An activation code may stand in a query: the log never keeps one. */
const withoutQuery = (request: FastifyRequest) => ({ method: request.method, path: request.url?.split('?')[0] });
