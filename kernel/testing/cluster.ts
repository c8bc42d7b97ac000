import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded, throwAway } from '../db/embedded.ts';

export type Database = { url: string; drop(): Promise<void> };

/** How a run tells its workers where to clone from: the pool hands the environment of tests/setup.ts down to them. */
const server = 'PREAU_TEST_SERVER';
const template = 'PREAU_TEST_TEMPLATE';

/** A database of one's own, as migrated: a copy of the template, 30 to 60 ms. One per test file, dropped in afterAll. */
export async function cloneDatabase(): Promise<Database> {
  const base = process.env[server];
  const source = process.env[template];
  if (!base || !source) throw new Error('cloneDatabase only works in a vitest run: tests/setup.ts prepares the template.');
  return createDatabase(base, `${source}_${randomBytes(5).toString('hex')}`, `template ${source} strategy file_copy`);
}

/** A throw-away cluster of one's own, for a test about the server itself; its database is empty. `stop` removes it. */
export async function rawCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `preau-test-${process.pid}-`));
  chmodSync(folder, 0o711); // the database's account has to walk through it; its own folders stay private
  const cluster = await startEmbedded({ folder, settings: throwAway });
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Once per run: a server (ours, or that of PREAU_TEST_DATABASE_URL, PostgreSQL 15 or later, where we may create databases)
 * and a template on which `migrate` ran once. Answers how to put everything away.
 */
export async function prepareTemplate(migrate: (url: string) => Promise<unknown>): Promise<() => Promise<void>> {
  const given = process.env['PREAU_TEST_DATABASE_URL'];
  const cluster = given ? { url: given, stop: async () => {} } : await rawCluster();
  const name = `preau_test_${randomBytes(4).toString('hex')}`;
  const putAway = async () => {
    await onServer(cluster.url, async (client) => {
      const { rows } = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [name]);
      // Clones left by a test file that did not reach its afterAll, on a server that is not ours to throw away.
      for (const { datname } of given ? rows : []) await client.query(`drop database if exists ${datname} with (force)`);
    });
    await cluster.stop();
  };
  try {
    const { url } = await createDatabase(cluster.url, name);
    await migrate(url);
    await onServer(cluster.url, async (client) => {
      // A template cannot be copied while anybody is connected to it.
      await client.query(`alter database ${name} allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    });
  } catch (error) {
    await putAway();
    throw error;
  }
  process.env[server] = cluster.url;
  process.env[template] = name;
  return putAway;
}

async function createDatabase(base: string, name: string, options = ''): Promise<Database> {
  await onServer(base, (client) => client.query(`create database ${name} ${options}`));
  return {
    url: at(base, name),
    drop: () => onServer(base, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

async function onServer<T>(base: string, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: at(base, 'postgres') });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

function at(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

/** Puts away the clusters of runs that were killed before they could do it. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^preau-test-(\d+)-/.exec(name)?.[1];
    if (!owner || existsSync(`/proc/${owner}`)) continue;
    const folder = join(tmpdir(), name);
    try {
      const [pid] = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n');
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(Number(pid), 'SIGQUIT');
    } catch {
      // it does not run any more
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
