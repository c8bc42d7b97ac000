import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of event streams in a process of its own: the house's, or a bare one. Says its port, then its memory when asked. */
const [kind = '', url = ''] = process.argv.slice(2);
const port = kind === 'bare' ? await bare() : await house();
process.send?.({ port });
process.on('message', (asked) => {
  if (asked !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ bytes: process.memoryUsage().rss });
});

async function bare(): Promise<number> {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': bonjour\n\n');
    open.add(response);
    request.on('close', () => open.delete(response));
  });
  process.on('message', (asked) => {
    if (asked === 'tell') for (const response of open) response.write('data: news\n\n');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

async function house(): Promise<number> {
  const { loadTsx } = await import('../bin/load-tsx.ts');
  loadTsx();
  const { connect } = await import('#kernel/db');
  const { createApp } = await import('#kernel/http');
  const app = await createApp({
    db: connect(url, { max: 10 }),
    services: [],
    asset: (name) => `/assets/${name}`,
    config: { publicUrl: 'http://localhost', secret: Buffer.alloc(32), demonstration: false, folder: '/tmp' },
  });
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}
