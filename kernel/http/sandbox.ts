import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../config.ts';
import type { House } from './app.ts';
import { answerProblem } from './problems.tsx';
import { t } from './texts.ts';

/** Where one proves elsewhere who one is: here nobody is anybody, and one comes with a ticket. */
const realDoors = /^\/(connexion|activation|federation)(\/|\?|$)/i;

/** What a sandbox does and other houses do not: it closes while it is made anew, and has no door of its own. */
export function keepToTheSandbox(app: FastifyInstance, house: House, sandbox: Extract<Sandbox, { side: 'sandbox' }>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/assets/') || request.url === '/sante') return;
    if (sandbox.resetting()) {
      reply.header('retry-after', '10');
      if (request.method === 'GET') reply.header('refresh', '10');
      return answerProblem(house, request, reply, 503, { sentence: t.sandboxReset });
    }
    if (realDoors.test(request.url)) return reply.redirect(`${sandbox.home}/ecole-d-essai`, 303);
  });
}
