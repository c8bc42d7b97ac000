import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from './app.ts';
import { answerProblem } from './problems.tsx';
import type { Route } from './route.ts';

/** A door for another system: no session, no page; it proves itself as the route says. */
export async function serveMachine(
  house: House,
  route: Extract<Route, { kind: 'machine' }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(await route.may({ headers: request.headers, address: request.ip }))) return answerProblem(house, request, reply, 404);
  const { status, mediaType, body } = await route.run({
    db: house.db,
    query: request.query as Record<string, unknown>,
    body: request.body,
  });
  return reply.code(status).type(mediaType).header('cache-control', 'no-store').send(body);
}
