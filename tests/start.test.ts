import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect } from '#kernel/db';
import { codeAt, stepAt } from '#kernel/identity';
import { rawCluster } from '#kernel/testing';

/** The real command, as an operator types it. */

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'preau-start-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function preau(
  args: string[],
  env: Record<string, string>,
): Promise<{ child: ChildProcess; said: () => string; until: (sentence: string) => Promise<void>; ended: Promise<number> }> {
  const { DATABASE_URL: _, NODE_ENV: __, ...inherited } = process.env;
  const child = spawn('node', ['bin/preau', ...args], { cwd: root, env: { ...inherited, PREAU_DATA: folder, ...env } });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return Number(code);
  });
  const until = async (sentence: string) => {
    while (!text.includes(sentence)) {
      const over = await Promise.race([ended, new Promise<void>((wait) => setTimeout(wait, 50))]);
      if (over !== undefined && !text.includes(sentence)) throw new Error(`ended with ${over}: ${text}`);
    }
  };
  return { child, said: () => text, until, ended };
}

/** A browser that keeps its cookies. */
function browserAt(origin: string) {
  const jar = new Map<string, string>();
  const ask = async (path: string, how: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(origin + path, { redirect: 'manual', ...how, headers: { ...how.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    return answer;
  };
  return {
    get: (path: string) => ask(path),
    post: (path: string, form: Record<string, string>) =>
      ask(path, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form),
      }),
  };
}

/** The school where one trains starts when somebody first goes there, and lets in whoever comes with a ticket. */
async function trainsFrom(teacher: ReturnType<typeof browserAt>): Promise<void> {
  let address = '';
  // On a busy machine it may take longer than somebody is made to wait: they press again.
  for (let tries = 0; !address && tries < 4; tries += 1) {
    const left = await teacher.post('/ecole-d-essai', { role: 'beginner' });
    expect([303, 409]).toContain(left.status);
    address = left.headers.get('location') ?? '';
  }
  const { origin, pathname, search } = new URL(address);
  const child = browserAt(origin);
  const arrived = await child.get(pathname + search);
  expect((await child.get(String(arrived.headers.get('location')))).headers.get('location')).toBe('/');
  const home = await (await child.get('/')).text();
  expect(home).toContain('rien ici n’est vrai');
  expect(home).toContain('data-skin="debutants"');
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' && address ? address.port : 0);
}

test('one command: its own database, the demonstration, the door; stopped and started again, nothing is lost', {
  timeout: 240_000,
}, async () => {
  const port = await freePort();
  const first = await preau(['start'], { PORT: port });
  await first.until(`Préau est ouvert : http://localhost:${port}`);
  const door = await (await fetch(`http://localhost:${port}/connexion`)).text();
  expect(door).toContain('Enseignant·e');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = await preau(['start'], { PORT: port });
  await second.until('Préau est ouvert');
  expect(await (await fetch(`http://localhost:${port}/connexion`)).text()).toContain('Enseignant·e');
  expect((await fetch(`http://localhost:${port}/maison`)).status).toBe(200);

  const third = await preau(['start'], { PORT: port });
  expect(await third.ended).toBe(1);
  expect(third.said()).toContain(`Le port ${port} est déjà pris`);

  // The command line works beside the server, on the same database.
  const accounts = await preau(['demo', 'accounts', '--json'], {});
  expect(await accounts.ended).toBe(0);
  const listed: { login: string; password: string; profile: string; school: string; totpSecret: string | null }[] = JSON.parse(
    accounts.said(),
  );
  expect(listed.map(({ profile }) => profile)).toEqual(
    expect.arrayContaining(['Parent', 'Enseignant·e', 'Directeur·rice', 'Administration de l’ENT']),
  );

  for (const { login, password, profile, totpSecret } of listed) {
    const visitor = browserAt(`http://localhost:${port}`);
    const answer = await visitor.post('/connexion', { login, password });
    expect([profile, answer.status]).toEqual([profile, 303]);
    const works = !/Parent|Élève/.test(profile);
    expect([profile, totpSecret !== null]).toEqual([profile, works]);
    // Those who work here are asked for the code that their application shows; the page of the demonstration shows it too.
    if (totpSecret) {
      const door = await visitor.get('/');
      expect([profile, door.headers.get('location')]).toEqual([profile, '/connexion/second-facteur?vers=%2F']);
      const code = codeAt(totpSecret, stepAt(new Date()));
      expect(await (await visitor.get('/connexion/second-facteur')).text()).toMatch(/le code est \d{6}/);
      expect((await visitor.post('/connexion/second-facteur/code', { code })).headers.get('location')).toBe('/');
    }
    // A family is known by its mail on a new device: the demonstration shows the code that was sent.
    else if (answer.headers.get('location') === '/connexion/code') {
      const [, code = ''] = /le code est (\d{6})/.exec(await (await visitor.get('/connexion/code')).text()) ?? [];
      expect((await visitor.post('/connexion/code', { code })).headers.get('location')).toBe('/');
    }
    expect([profile, (await visitor.get('/')).status]).toEqual([profile, 200]);
    if (profile === 'Enseignant·e') await trainsFrom(visitor);
  }
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

test('DATABASE_URL names another server: it is migrated, and stays without a known password', { timeout: 120_000 }, async () => {
  const cluster = await rawCluster();
  const port = await freePort();
  const server = await preau(['start'], { PORT: port, HOST: '127.0.0.1', DATABASE_URL: cluster.url, PREAU_DATA: join(folder, 'other') });
  await server.until('Préau est ouvert');
  expect((await fetch(`http://127.0.0.1:${port}/pret`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/maison`)).status).toBe(404);
  const db = connect(cluster.url, { max: 1 });
  expect(await db.selectFrom('kernel.accounts').select('id').execute()).toEqual([]);
  await db.destroy();
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  await cluster.stop();
});

test('a port that is not one, and a command that is not one, are said', async () => {
  const wrongPort = await preau(['start'], { PORT: 'trois mille' });
  expect(await wrongPort.ended).toBe(1);
  expect(wrongPort.said()).toContain('n’est pas un port');
  const wrongCommand = await preau(['stratr'], {});
  expect(await wrongCommand.ended).toBe(2);
  expect(wrongCommand.said()).toContain('« stratr » n’est pas une commande.');
});
