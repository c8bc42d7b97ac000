import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { connect } from '#kernel/db';
import { enqueue } from '#kernel/jobs';
import { queueMail } from '#kernel/mail';
import { overhear, rawCluster, startMailSink } from '#kernel/testing';
import { migrateAll, services } from '../preau.ts';
import { ticketFor } from '../services/governance/sandbox/ticket.ts';
import { planSandbox } from './config.ts';
import { serveSandbox } from './index.ts';
import { tinySandbox } from './kill.fixture.ts';
import { isDue } from './night.ts';

const cluster = await rawCluster();
const folder = mkdtempSync(join(tmpdir(), 'preau-essai-'));
const sink = await startMailSink();
afterAll(async () => {
  await sink.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

const environment = { PORT: '4300', PREAU_DATA: folder, DATABASE_URL: cluster.url, PREAU_SMTP: sink.url };

async function on<T extends pg.QueryResultRow>(url: string, query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(query)).rows;
  } finally {
    await client.end();
  }
}
const named = (name: string): string => Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;

test('the night is that of Paris, and one that was missed is caught up with', () => {
  const made = new Date('2026-11-24T03:00:01Z'); // 4:00 in Paris
  expect(isDue(made, new Date('2026-11-24T22:00:00Z'), 4)).toBe(false);
  expect(isDue(made, new Date('2026-11-25T02:59:59Z'), 4)).toBe(false);
  expect(isDue(made, new Date('2026-11-25T03:00:00Z'), 4)).toBe(true);
  expect(isDue(made, new Date('2026-11-28T12:00:00Z'), 4)).toBe(true);
  expect(isDue(new Date('2026-11-24T02:59:00Z'), made, 4)).toBe(true);
});

test('its databases are never the real one: the name says it, and so does a mark on each', async () => {
  expect(planSandbox(environment, undefined).database).toBe('preau_essai');
  expect(() => planSandbox({ ...environment, PREAU_SANDBOX_DATABASE_URL: cluster.url }, undefined)).toThrow('finit par « _essai »');
  await on(cluster.url, 'create database tiny_essai');
  await on(named('tiny_essai'), 'create table precious as select 1 as one');
  const tiny = tinySandbox(cluster.url, mkdtempSync(join(folder, 'tiny-')));
  await expect(tiny.live()).rejects.toThrow('Préau n’y touche pas');
  await tiny.renewModel('1', new Date());
  await expect(tiny.reset(new Date())).rejects.toThrow('Préau n’y touche pas');
  expect(await on(named('tiny_essai'), 'select one from precious')).toEqual([{ one: 1 }]);
  await on(cluster.url, 'drop database tiny_essai');
});

test('killed anywhere while it is made anew, the next start finishes it: whole, as the model, with nothing left behind', {
  timeout: 90_000,
}, async () => {
  const home = mkdtempSync(join(folder, 'kill-'));
  const tiny = tinySandbox(cluster.url, home);
  await tiny.renewModel('1', new Date());
  await tiny.reset(new Date());
  const program = fileURLToPath(new URL('./kill.fixture.ts', import.meta.url));
  let halfDone = 0;
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [program, cluster.url, home], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await new Promise((done) => setTimeout(done, 60 + round * 53));
    child.kill('SIGKILL');
    await once(child, 'exit');
    // What the server still had of its hands is over.
    await on(
      cluster.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = 'preau' and query ~ 'tiny_essai'`,
    );
    await tiny.sweep();
    if (!(await tiny.live())) {
      halfDone += 1;
      await tiny.reset(new Date());
    }
    expect(await on(tiny.url, 'select count(*)::int as pupils from school')).toEqual([{ pupils: 2000 }]);
    expect(await readFile(join(home, 'vive/photo'), 'utf8')).toBe('neuve');
    const known = await on<{ datname: string }>(cluster.url, `select datname from pg_database where datname like 'tiny%' order by 1`);
    expect(known.map(({ datname }) => datname)).toEqual(['tiny_essai', 'tiny_essai_neuve']);
    // Somebody writes, and it goes with the next one.
    await on(tiny.url, 'delete from school where pupil > 10');
    await writeFile(join(home, 'vive/photo'), 'griffonnée');
    await tiny.reset(new Date());
  }
  expect(halfDone).toBeGreaterThan(0);
});

test('what is written in the sandbox is not in the real database, leaves by no mail, and is gone once it is made anew', {
  timeout: 120_000,
}, async () => {
  await migrateAll(cluster.url);
  const plan = { ...planSandbox(environment, undefined), port: 0, host: '127.0.0.1' };
  expect(plan.secret).not.toEqual(await readFile(join(folder, 'secret')));
  using operator = overhear();
  let stop: () => void = () => {};
  const stopAsked = new Promise<void>((asked) => {
    stop = asked;
  });
  let at = '';
  const over = serveSandbox({
    plan,
    services,
    root: fileURLToPath(new URL('../', import.meta.url)),
    migrateAll,
    stopAsked,
    opened: (address) => (at = address),
  });
  await expect.poll(() => at, { timeout: 90_000 }).not.toBe('');
  const live = connect(named('preau_essai'), { max: 1 });
  const real = connect(cluster.url, { max: 1 });
  try {
    const enter = async (role: 'teacher' | 'parent' | 'beginner' | 'adviser'): Promise<string> => {
      const ticket = ticketFor(plan.ticketKey, { does: 'enter', role, to: '/' }, new Date());
      const entered = await fetch(`${at}/ecole-d-essai/porte?billet=${ticket}`, { redirect: 'manual' });
      return String(entered.headers.getSetCookie()[0]?.split(';')[0]);
    };
    const cookie = await enter('teacher');
    const get = (path: string, as = cookie) => fetch(at + path, { headers: { cookie: as, accept: 'text/html' }, redirect: 'manual' });
    const home = await (await get('/')).text();
    expect(home).toContain('rien ici n’est vrai');
    for (const role of ['parent', 'beginner', 'adviser'] as const)
      expect([role, (await get('/', await enter(role))).status]).toEqual([role, 200]);

    const asked = await fetch(`${at}/assistance/nouvelle`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ seat: await seatOf(live), category: 'use', title: 'Un essai qui disparaît', body: 'Pour voir.' }),
    });
    expect(asked.status).toBe(303);
    const written = `select title from support.tickets where title = 'Un essai qui disparaît'`;
    expect(await on(named('preau_essai'), written)).toHaveLength(1);
    expect(await on(cluster.url, written)).toHaveLength(0);
    expect(await on(cluster.url, 'select id from kernel.people')).toEqual([]);

    await live
      .transaction()
      .execute((tx) => queueMail(tx, { to: 'parent@essai.invalid', subject: 'Bonjour', text: 'Un mot.', key: 'essai' }));
    await enqueue(live, 'kernel.deliver');
    await expect
      .poll(() => on(named('preau_essai'), `select sent_at from kernel.mails where key = 'essai' and sent_at is not null`), {
        timeout: 15_000,
      })
      .toHaveLength(1);
    expect(sink.letters).toEqual([]);

    await live.destroy();
    const reset = ticketFor(plan.ticketKey, { does: 'reset' }, new Date());
    expect((await fetch(`${at}/ecole-d-essai/porte/remise-a-neuf?billet=${reset}`, { method: 'POST' })).status).toBe(202);
    const meanwhile = await get('/assistance');
    expect(meanwhile.status).toBe(503);
    expect(await meanwhile.text()).toContain('remise à neuf');
    await expect.poll(async () => (await get('/pret')).status, { timeout: 30_000 }).toBe(200);
    expect(await on(named('preau_essai'), written)).toHaveLength(0);
    expect((await get('/assistance')).status).toBe(303);
    expect((await get('/', await enter('teacher'))).status).toBe(200);
    await expect(readFile(join(plan.folder, 'vive/mail'), 'utf8')).rejects.toThrow('ENOENT');

    // A making that fails leaves what was open as it was.
    await on(cluster.url, 'alter database preau_essai_neuve rename to preau_essai_away');
    const vain = ticketFor(plan.ticketKey, { does: 'reset' }, new Date());
    expect((await fetch(`${at}/ecole-d-essai/porte/remise-a-neuf?billet=${vain}`, { method: 'POST' })).status).toBe(202);
    await expect.poll(() => operator.said(), { timeout: 15_000 }).toContain('no model to be copied from');
    await expect.poll(async () => (await get('/pret')).status, { timeout: 15_000 }).toBe(200);
    expect((await get('/', await enter('teacher'))).status).toBe(200);
  } finally {
    await real.destroy();
    stop();
    expect(await over).toBe(0);
  }
  expect(operator.said().match(/\w*Error:.*/g)).toEqual(['Error: the sandbox has no model to be copied from']);
});

const seatOf = async (live: ReturnType<typeof connect>): Promise<string> =>
  `team:${(await live.selectFrom('kernel.schools').select('id').executeTakeFirstOrThrow()).id}`;
