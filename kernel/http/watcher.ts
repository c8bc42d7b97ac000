import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { House } from './app.ts';

/** `/veilleur.js`: the push worker. A worker only watches over what lies below its own address, hence at the root. */
export function serveWatcher(app: FastifyInstance, { assets, asset }: House): void {
  if (!assets) return;
  const file = new URL(asset('watcher.js').slice('/assets/'.length), assets);
  app.get('/veilleur.js', async (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(file)),
  );
}
