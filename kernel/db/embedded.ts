import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { type Account, type Binaries, databaseAccount, postgresBinaries, publicShelter, reaches } from './embedded-binaries.ts';
import { clusterName, connect, oneAtATime, processesOf, until } from './embedded-process.ts';

export type Settings = Record<string, string>;
export type Embedded = {
  /** A URL for `pg`: the database `preau`, over the unix socket. */
  url: string;
  /** Fast shutdown, unless another living process also called startEmbedded on this folder. Close your pools first. */
  stop(): Promise<void>;
};

/** For clusters that are thrown away: nothing survives a power cut, everything is two to ten times faster. */
export const throwAway: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
};

const usual: Settings = {
  shared_buffers: '256MB',
  max_connections: '100',
  listen_addresses: '',
  // The socket is the only lock on the door (trust authentication): nobody but its owner and root may open it.
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
};

/** Nothing of ours: neither secrets nor PG… variables that would change its mind. */
const environment = { PATH: process.env['PATH'], LANG: 'C.UTF-8' };

/** Everything that depends on the folder. `home` holds data/ (PostgreSQL's own), run/ (the socket) and postgresql.log. */
type Cluster = { name: string; home: string; data: string; socket: string; account: Account; settings: Settings };

/**
 * Starts the PostgreSQL that came with `npm ci` on `folder`, or joins the one already running there (a parent killed with
 * -9 leaves it alive). Settings count only for the call that really starts it.
 */
export async function startEmbedded({ folder, settings = {} }: { folder: string; settings?: Settings }): Promise<Embedded> {
  const cluster = settle(folder, settings);
  // The lease is an idle connection: the server itself counts who still needs it, and forgets those that die.
  const lease = await oneAtATime(cluster.name, 60_000, async () => (await rejoin(cluster)) ?? (await start(cluster)));
  holdOpen(lease, false);
  let stopping: Promise<void> | undefined;
  return {
    url: `postgres://postgres@localhost/preau?host=${encodeURIComponent(cluster.socket)}`,
    stop() {
      stopping ??= oneAtATime(cluster.name, 60_000, () => stop(cluster, lease));
      return stopping;
    },
  };
}

/** Decides where things live and who owns them. */
function settle(folder: string, settings: Settings): Cluster {
  mkdirSync(folder, { recursive: true });
  let home = realpathSync(folder);
  if (!reaches(databaseAccount(join(home, 'data')), home)) {
    // A repository in /root (0700): nobody cannot walk to it, and opening root's home is not ours to do. The data goes to
    // a stable place named after the folder, and a note stays behind.
    const shelter = join(publicShelter(), clusterName(home));
    mkdirSync(shelter, { recursive: true, mode: 0o755 });
    writeFileSync(join(home, 'EMPLACEMENT.txt'), `Ce dossier est privé : la base de Préau est dans ${shelter}\n`);
    home = shelter;
  }
  const data = join(home, 'data');
  const account = databaseAccount(data);
  if (!account && existsSync(data) && statSync(data).uid !== process.getuid?.()) {
    throw new Error(`La base ${data} appartient à un autre compte (uid ${statSync(data).uid}). Lancez Préau avec ce compte, ou en root.`);
  }
  const name = clusterName(data);
  // A socket's path holds 107 bytes at most (unix(7)), and PostgreSQL adds /.s.PGSQL.5432 to the folder's.
  const socket = Buffer.byteLength(home) <= 85 ? join(home, 'run') : join('/tmp', name);
  return { name, home, data, socket, account, settings };
}

/** The lease on a cluster that already runs; undefined when there is none and data/ is free. */
async function rejoin({ name, data, socket }: Cluster): Promise<Client | undefined> {
  if (!existsSync(data)) return undefined;
  // Connects before looking at processes: of another container we would see the socket, not the pids.
  const found = await until(60_000, async () => (await connect(socket)) ?? (processesOf(name).length === 0 && 'free'));
  if (found === undefined) {
    throw new Error(
      `PostgreSQL tourne sur ${data} sans répondre (processus ${processesOf(name).join(', ')}). Arrêtez-le, puis recommencez.`,
    );
  }
  if (found !== 'free') return withPreau(found);
  // Only when not even an orphaned backend is left: this file is what keeps two servers off the same data. PostgreSQL removes
  // a stale one itself, except when the pid is a zombie or meanwhile belongs to another process of the same account.
  rmSync(join(data, 'postmaster.pid'), { force: true });
  return undefined;
}

async function start(cluster: Cluster): Promise<Client> {
  const { name, home, data, socket, account } = cluster;
  const binaries = postgresBinaries(account);
  privateFolder(socket, account);
  if (!existsSync(data)) initialise(cluster, binaries);
  checkData(cluster, binaries);

  const settings = { ...usual, ...cluster.settings, cluster_name: name, unix_socket_directories: `"${socket.replaceAll('"', '""')}"` };
  const logPath = join(home, 'postgresql.log');
  if (existsSync(logPath) && statSync(logPath).size > 10_000_000) renameSync(logPath, `${logPath}.1`);
  // A file, not a pipe: PostgreSQL outlives us. Detached: a Ctrl-C meant for us must not stop it before our last queries.
  const log = openSync(logPath, 'a', 0o600);
  const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', data, ...options], {
    ...account,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();

  // Recovery after a crash may take minutes: as long as the process lives there is hope.
  const found = await until(600_000, async () => (await connect(socket)) ?? (ended && 'ended'));
  if (found === undefined || found === 'ended') {
    const lines = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
    throw new Error(`PostgreSQL n’a pas démarré sur ${data}. Son journal (${logPath}) finit par :\n${lines}`);
  }
  return withPreau(found);
}

async function withPreau(client: Client): Promise<Client> {
  const { rowCount } = await client.query(`select from pg_database where datname = 'preau'`);
  if (!rowCount) await client.query('create database preau');
  return client;
}

function initialise({ home, data, account, settings }: Cluster, { initdb }: Binaries): void {
  // Made beside then renamed: an interrupted initdb leaves a folder that it refuses to take up again.
  const draft = join(home, 'data.partial');
  rmSync(draft, { recursive: true, force: true });
  privateFolder(draft, account);
  const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = ['-D', draft, '-U', 'postgres', '-A', 'trust', '--no-instructions', ...locale];
  if (settings['fsync'] === 'off') options.push('--no-sync');
  const { status, stderr, error } = spawnSync(initdb, options, { ...account, cwd: '/', env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`La base n’a pas pu être créée dans ${data} : ${error?.message ?? stderr}`);
  renameSync(draft, data);
}

function checkData({ data, account }: Cluster, { major }: Binaries): void {
  if (account && statSync(data).uid !== account.uid) {
    spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, data]); // restored by root from a copy
  }
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version === major) return;
  throw new Error(
    `La base ${data} est au format PostgreSQL ${version}, le programme fourni est le ${major}. Convertissez-la (pg_upgrade) d’abord.`,
  );
}

/** A folder that only the database's account enters. */
function privateFolder(path: string, account: Account): void {
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 });
    if (account) chownSync(path, account.uid, account.gid);
  }
  const owner = account?.uid ?? process.getuid?.();
  const found = lstatSync(path);
  // In /tmp anybody may have made it first, in order to read what we say to the database.
  if (!found.isDirectory() || found.uid !== owner)
    throw new Error(`${path} n’appartient pas au compte de la base (uid ${owner}). Supprimez-le.`);
  chmodSync(path, 0o700);
}

/** Whether this connection keeps Node running. pg has both words, @types/pg neither. */
function holdOpen(client: object, yes: boolean): void {
  if (yes && 'ref' in client && typeof client.ref === 'function') client.ref();
  if (!yes && 'unref' in client && typeof client.unref === 'function') client.unref();
}

async function stop({ name, data, socket }: Cluster, lease: Client): Promise<void> {
  holdOpen(lease, true);
  const others = `select from pg_stat_activity where application_name = 'preau-launcher' and pid <> pg_backend_pid()`;
  const needed = await lease.query(others).then(
    ({ rowCount }) => Boolean(rowCount),
    () => false, // it was stopped or killed meanwhile
  );
  await lease.end().catch(() => {});
  if (needed || processesOf(name).length === 0) return;
  const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGINT'); // fast shutdown: sessions are closed, what was committed is written
  if (await until(60_000, async () => processesOf(name).length === 0)) return rmSync(socket, { recursive: true, force: true });
  throw new Error(`PostgreSQL ne s’arrête pas (processus ${pid}, ${data}). Voyez postgresql.log à côté.`);
}
