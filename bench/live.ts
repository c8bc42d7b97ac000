import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { connect, type Database, newId, sql } from '#kernel/db';
import { newToken, tokenHash } from '#kernel/identity';
import { tellLive } from '#kernel/live';
import { rawCluster } from '#kernel/testing';
import { migrateAll } from '../preau.ts';
import type { Row } from './row.ts';

const connections = 1000;

/**
 * A thousand open pages that listen: what each costs the server's memory, and how long until all have heard of news, against a
 * bare Node server that holds as many event streams and writes to each.
 */
export async function bench(): Promise<Row[]> {
  const cluster = await rawCluster();
  const db = connect(cluster.url);
  try {
    await migrateAll(cluster.url);
    const people = await readers(db);
    const house = await held('preau', cluster.url, people, () =>
      tellLive(
        db,
        people.map(({ id }) => id),
      ),
    );
    const bare = await held('bare', cluster.url, people, async (server) => void server.send('tell'));
    return [
      {
        name: 'memory of 1 000 open live connections',
        value: `${(house.bytes / connections / 1024).toFixed(1)} KiB each`,
        reference: `${(bare.bytes / connections / 1024).toFixed(1)} KiB each`,
        ratio: house.bytes / bare.bytes,
        target: 3,
      },
      {
        name: 'news to 1 000 open live connections',
        value: `${Math.round(house.milliseconds)} ms`,
        reference: `${Math.round(bare.milliseconds)} ms`,
        ratio: house.milliseconds / bare.milliseconds,
        target: 4,
      },
    ];
  } finally {
    await db.destroy();
    await cluster.stop();
  }
}

type Reader = { id: string; token: string };

async function readers(db: Database): Promise<Reader[]> {
  const people = Array.from({ length: connections }, () => ({ id: newId(), account: newId(), token: newToken() }));
  await sql`insert into kernel.people (id, first_name, last_name) select id, 'Anne', 'Martin' from unnest(${people.map(({ id }) => id)}::uuid[]) id`.execute(
    db,
  );
  for (const [at, { id, account, token }] of people.entries()) {
    await sql`insert into kernel.accounts (id, person_id, login, activated_at) values (${account}, ${id}, ${`anne.martin${at}`}, now())`.execute(
      db,
    );
    await sql`insert into kernel.sessions (id, token_hash, account_id, device, method, expires_at, silence_minutes)
      values (${newId()}, ${tokenHash(token)}, ${account}, 'bench', 'machine', now() + interval '1 day', 600)`.execute(db);
  }
  await sql`insert into kernel.charter_acceptances (account_id, charter_id)
    select a.id, c.id from kernel.accounts a, kernel.charters c where c.audience = 'adult'`.execute(db);
  return people;
}

type Server = ReturnType<typeof fork>;

/** Opens the connections on a server in a process of its own; gives the memory they took, and how long until all were told. */
async function held(kind: 'preau' | 'bare', url: string, people: Reader[], tell: (server: Server) => Promise<void>) {
  const server = fork(fileURLToPath(new URL('./live-child.ts', import.meta.url)), [kind, url], { execArgv: ['--expose-gc'] });
  try {
    return await measured(server, kind, people, tell);
  } finally {
    server.kill('SIGKILL');
  }
}

async function measured(server: Server, kind: string, people: Reader[], tell: (server: Server) => Promise<void>) {
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const memory = async (): Promise<number> => {
    server.send('memory');
    const [{ bytes }] = (await once(server, 'message')) as [{ bytes: number }];
    return bytes;
  };
  const open = (token: string, heard: () => void) =>
    new Promise<() => void>((opened, failed) => {
      const asking = request({ port, path: '/direct', headers: { cookie: `preau=${token}` }, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`${kind}: ${answer.statusCode}`));
        answer.on('data', (chunk: Buffer) => chunk.includes('data: news') && heard());
        opened(() => asking.destroy());
      });
      asking.on('error', failed);
      asking.end();
    });
  // The first ones warm the server up, and are not counted.
  const warm = await Promise.all(people.slice(0, 50).map(({ token }) => open(token, () => {})));
  for (const close of warm) close();
  await new Promise((wait) => setTimeout(wait, 500));
  const before = await memory();
  let told = 0;
  let last = 0;
  const closes: (() => void)[] = [];
  for (let at = 0; at < people.length; at += 50)
    closes.push(
      ...(await Promise.all(
        people.slice(at, at + 50).map(({ token }) =>
          open(token, () => {
            told += 1;
            last = performance.now();
          }),
        ),
      )),
    );
  await new Promise((wait) => setTimeout(wait, 500));
  const bytes = (await memory()) - before;
  const begun = performance.now();
  await tell(server);
  for (let at = 0; at < 500 && told < connections; at += 1) await new Promise((wait) => setTimeout(wait, 10));
  if (told !== connections) throw new Error(`${kind}: ${told} of ${connections} were told`);
  for (const close of closes) close();
  return { bytes, milliseconds: last - begun };
}
