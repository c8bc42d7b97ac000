import type { FastifyInstance } from 'fastify';
import { listenLive } from '#kernel/live';
import type { House } from './app.ts';
import { answerProblem } from './problems.tsx';
import { whoAsks } from './request.ts';

const heartbeat = 25_000;
/** Then the browser comes back by itself, and proves again who it is: an ended session hears nothing more. */
const longest = 5 * 60_000;

/**
 * `/direct`: server-sent events that only ever say « something is new »; the page then asks for itself, as the person it is.
 * Cut, refused or forbidden by a proxy, nothing is lost but the freshness.
 */
export function serveLive(app: FastifyInstance, house: House): void {
  const live = listenLive(house.db);
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
    await live.close();
  });
  app.get('/direct', async (request, reply) => {
    const me = await whoAsks(house, request);
    if (!me || me.secondFactorDue || me.charterDue) return answerProblem(house, request, reply, 401);
    await live.ready();
    reply.hijack();
    const { raw } = reply;
    if (raw.destroyed) return reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write(': bonjour\n\n');
    const unfollow = live.follow(me.personId, () => raw.write('data: news\n\n'));
    const beat = setInterval(() => raw.write(': \n\n'), heartbeat);
    const end = (): void => void raw.end();
    const over = setTimeout(end, longest);
    open.add(end);
    raw.on('close', () => {
      unfollow();
      clearInterval(beat);
      clearTimeout(over);
      open.delete(end);
    });
    return reply;
  });
}
