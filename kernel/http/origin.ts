import type { FastifyInstance } from 'fastify';
import type { House } from './app.ts';
import { answerProblem } from './problems.tsx';

/**
 * A write must come from one of our own pages. The browser says so itself, in headers that a page cannot forge: Sec-Fetch-Site,
 * or Origin on those that do not send it. Neither: refused. With SameSite cookies, no token needs to travel through forms.
 * (OWASP Cross-Site Request Forgery Prevention, « Fetch Metadata » with Origin as fallback.)
 */
export function refuseForeignWrites(app: FastifyInstance, house: House): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    if (isMachineDoor(house, request.routeOptions.url)) return;
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const ours = site === undefined ? sameHost(origin, request.headers.host, house.config.publicUrl) : site === 'same-origin';
    if (!ours) return answerProblem(house, request, reply, 403);
  });
}

function sameHost(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const { host: from } = new URL(origin);
  return from === host || from === new URL(publicUrl).host;
}

const isMachineDoor = (house: House, path: string | undefined): boolean =>
  house.services.some((service) => service.routes.some((route) => route.kind === 'machine' && route.path === path));
