import type { FastifyReply, FastifyRequest } from 'fastify';
import { emitter } from '#kernel/outbox';
import type { House } from './app.ts';
import { storableFields } from './body.ts';
import { answerProblem } from './problems.tsx';
import { callerOf, keepDoor, keepSession, rememberDevice, say, whoAsks } from './request.ts';
import type { Route } from './route.ts';

/**
 * A door for another system, which proves itself as the route says. A browser may come by it too, sent from elsewhere with a form
 * (SAML's POST binding): nothing of what that request carries as cookies is to be trusted, only what it proves.
 */
export async function serveMachine(
  house: House,
  service: string,
  route: Extract<Route, { kind: 'machine' }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(await route.may({ headers: request.headers, address: request.ip }))) return answerProblem(house, request, reply, 404);
  const answer = await route.run({
    db: house.db,
    aside: house.db,
    params: storableFields(request.params ?? {}) as Record<string, string>,
    query: storableFields(request.query ?? {}),
    search: request.url.split('?').slice(1).join('?'),
    body: request.body,
    whoAsks: () => whoAsks(house, request),
    caller: callerOf(house, request),
    emitter: (db) => emitter(db, service, house.services, null),
    now: house.now?.() ?? new Date(),
    origin: house.config.publicUrl,
    secret: house.config.secret,
    services: house.services,
    sandbox: house.config.sandbox,
  });
  reply.header('cache-control', 'no-store');
  if (!('see' in answer)) return reply.code(answer.status).type(answer.mediaType).send(answer.body);
  if (answer.session) keepSession(house, reply, answer.session);
  if (answer.device) rememberDevice(house, request, reply, answer.device);
  if (answer.door) keepDoor(house, reply, answer.door);
  if (answer.say) say(house, reply, answer.say);
  return reply.redirect(answer.see, 303);
}
