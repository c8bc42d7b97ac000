import { setTimeout } from 'node:timers/promises';
import autocannon from 'autocannon';
import fastify from 'fastify';
import pg from 'pg';
import type { Database } from '#kernel/db';
import { openSession } from '#kernel/identity';
import { demonstrate } from '../demonstration/index.ts';
import { services } from '../preau.ts';
import { freePort } from './free-port.ts';
import { inHouse } from './house.ts';
import { median, type Row } from './row.ts';

/**
 * What a page costs beyond its SQL: the whole page (session, perimeter, view, HTML) against a bare Fastify route that runs the
 * very statements the page ran, on the same pool, and answers their rows as JSON. Rounds alternate; medians are compared.
 */
export const bench = (): Promise<Row[]> =>
  inHouse(async ({ db, config, origin }) => {
    await demonstrate(db, { config, services, say: () => {} });
    await db.pool.query('vacuum analyze');
    const rows: Row[] = [];
    for (const { profile, path, name } of [
      { profile: 'guardian', path: '/', name: 'home of a parent' },
      { profile: 'teacher', path: '/', name: 'home of a teacher' },
      { profile: 'guardian', path: '/liaison', name: 'liaison of a parent' },
      { profile: 'teacher', path: '/liaison', name: 'liaison of a teacher' },
      { profile: 'guardian', path: '/agenda', name: 'agenda month of a parent' },
    ] as const) {
      const cookie = `preau=${await tokenOf(db, profile)}`;
      rows.push(await compare(name, db, `${origin}${path}`, cookie));
    }
    return rows;
  });

export async function compare(name: string, db: Database, url: string, cookie: string): Promise<Row> {
  await silence(db);
  const statements = await statementsOf(() => fetch(url, { headers: { cookie } }));
  const bare = fastify();
  bare.get('/', async () => {
    const client = await db.pool.connect();
    try {
      const answers = [];
      for (const statement of statements) answers.push((await client.query(statement)).rows);
      return answers;
    } finally {
      client.release();
    }
  });
  const reference = await bare.listen({ host: '127.0.0.1', port: await freePort() });
  const [page, route]: [number[], number[]] = [[], []];
  for (let round = 0; round < 5; round += 1) {
    page.push(await requestsPerSecond(url, cookie));
    route.push(await requestsPerSecond(reference, cookie));
  }
  await bare.close();
  const [value, against] = [median(page), median(route)];
  return { name, value: `${Math.round(value)} pages/s`, reference: `${Math.round(against)} routes/s`, ratio: against / value, target: 2 };
}

async function requestsPerSecond(url: string, cookie: string): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ url, connections: 8, duration: 3, headers: { cookie } });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} answers that are not 200, ${errors} errors`);
  return requests.average;
}

/** What the round before still had under way would be counted among the statements of the next page. */
async function silence({ pool }: Database): Promise<void> {
  while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount) await setTimeout(20);
}

/** The statements that `work` sends to PostgreSQL, the transaction's own words left out. */
async function statementsOf(work: () => Promise<Response>): Promise<pg.QueryConfig[]> {
  const seen: pg.QueryConfig[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: Parameters<typeof query>) {
    const [first, values] = args as unknown as [string | pg.QueryConfig, unknown[]?];
    const statement = typeof first === 'string' ? { text: first, values } : { name: first.name, text: first.text, values: first.values };
    if (!/^(start transaction|begin|commit|rollback|set transaction|listen)/i.test(statement.text)) seen.push(statement);
    return query.apply(this, args);
  } as typeof query;
  try {
    const answer = await work();
    if (answer.status !== 200) throw new Error(`${answer.url}: ${answer.status}`);
    await answer.text();
  } finally {
    pg.Client.prototype.query = query;
  }
  return seen;
}

async function tokenOf(db: Database, profile: 'guardian' | 'teacher'): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select a.id from kernel.accounts a join kernel.charter_acceptances c on c.account_id = a.id
     where exists (${profile === 'guardian' ? 'select from kernel.guardianships g where g.guardian_id = a.person_id' : `select from kernel.functions f join kernel.places p on p.id = f.place_id where f.person_id = a.person_id and f.kind = 'teacher' and p.kind = 'class'`})
     order by a.login limit 1`,
  );
  const accountId = rows[0]?.id;
  if (!accountId) throw new Error(`the demonstration has no ${profile}`);
  return db
    .transaction()
    .execute((tx) => openSession(tx, { accountId, device: 'bench', keep: true, now: new Date(), method: 'machine', secondFactor: true }));
}
