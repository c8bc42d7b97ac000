import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** The name a cluster bears in `ps`, in its sockets and in our lock: twelve hexadecimal digits of its data folder's path. */
export function clusterName(dataFolder: string): string {
  return `preau-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;
}

/**
 * The living processes of one cluster: its postmaster and, for a moment after a kill -9, its orphaned backends.
 * Read from /proc/…/cmdline, which is readable by everyone (…/cwd is not, for root in a container without CAP_SYS_PTRACE)
 * and empty for a zombie. A pid alone proves nothing: after a reboot it belongs to somebody else.
 */
export function processesOf(cluster: string): number[] {
  const pids: number[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = commandLine(entry);
    if (line.startsWith(`postgres: ${cluster}: `) || line.includes(`\0cluster_name=${cluster}\0`)) pids.push(Number(entry));
  }
  return pids;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}

/** Polls until `done` answers something other than undefined or false; undefined when the time is over. */
export async function until<T>(milliseconds: number, done: () => Promise<T | false | undefined>): Promise<T | undefined> {
  const end = Date.now() + milliseconds;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    const value = await done();
    if (value !== undefined && value !== false) return value;
    if (Date.now() >= end) return undefined;
    await wait(pause);
  }
}

/**
 * Runs `task` while no other start of the same cluster does. The lock is an abstract socket name: the kernel lets go of it
 * when its holder dies, however it dies, so that no stale lock file can exist.
 */
export async function oneAtATime<T>(cluster: string, patience: number, task: () => Promise<T>): Promise<T> {
  const server = await until(patience, async () => listen(`\0${cluster}.start`));
  if (!server) {
    throw new Error(
      'Un autre démarrage de Préau prépare cette base depuis plus d’une minute. Arrêtez-le, ou attendez qu’il finisse, puis recommencez.',
    );
  }
  try {
    return await task();
  } finally {
    server.close();
  }
}

function listen(name: string) {
  const server = createServer();
  return new Promise<typeof server | undefined>((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: name });
  });
}

/** A connected client over the cluster's socket, or undefined while it does not accept any. */
export async function connect(socketFolder: string, database = 'postgres'): Promise<Client | undefined> {
  const client = new Client({
    host: socketFolder,
    port: 5432, // else PGPORT would choose
    user: 'postgres',
    password: '',
    database,
    ssl: false,
    application_name: 'preau-launcher',
  });
  client.on('error', () => {}); // the server may stop under us; without this line Node stops too
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => {});
    return undefined;
  }
}
