import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, newId } from '#kernel/db';
import { createApp } from '#kernel/http';
import { hashPassword, isPassword, newToken, tokenHash } from '#kernel/identity';
import { rawCluster } from '#kernel/testing';
import { configure } from '../kernel/config.ts';
import { worldIn } from '../kernel/testing/world.ts';
import { migrateAll, services } from '../preau.ts';
import { median, type Row } from './row.ts';

const rounds = 60;
const password = 'girafe tulipe vélo nuage';

/**
 * Signing in, the hash left out: the whole request (tries counted, way in, session, journal, news of a new device) less what the
 * hash alone takes in the same run; against the same reads and writes bare, in one transaction. At 8:30 everybody does this.
 */
export async function bench(): Promise<Row[]> {
  const cluster = await rawCluster();
  const folder = await mkdtemp(join(tmpdir(), 'preau-bench-'));
  const db = connect(cluster.url);
  try {
    await migrateAll(cluster.url);
    const account = await parent(db);
    const app = await createApp({
      db,
      services,
      asset: (name) => `/assets/${name}`,
      config: configure({ PREAU_DATA: folder, PREAU_SECRET: 'the secret of a bench' }),
    });
    const [whole, hash, bare]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      whole.push(
        await timed(async () => {
          const { statusCode } = await app.inject({
            method: 'POST',
            url: '/connexion',
            headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
            payload: new URLSearchParams({ login: account.login, password }).toString(),
          });
          if (statusCode !== 303) throw new Error(`signing in answered ${statusCode}`);
        }),
      );
      hash.push(await timed(async () => void (await isPassword(account.hash, password))));
      bare.push(await timed(() => signInBare(db, account)));
    }
    await app.close();
    const [value, against] = [median(whole) - median(hash), median(bare)];
    return [
      {
        name: 'sign-in without the hash',
        value: `${value.toFixed(2)} ms (the hash: ${median(hash).toFixed(1)} ms)`,
        reference: `${against.toFixed(2)} ms`,
        ratio: value / against,
        target: 4,
      },
    ];
  } finally {
    await db.destroy();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

type Account = { id: string; login: string; hash: string };

/** A parent without a mail address: the password is enough, and no mail leaves. */
async function parent(db: Database): Promise<Account> {
  const world = worldIn(db);
  const personId = await world.guardian('Anne Martin', await world.pupil('Léa Martin', await world.classroom(await world.school())));
  const hash = await hashPassword(password);
  const { id, login } = await db
    .updateTable('kernel.accounts')
    .set({ password_hash: hash, activated_at: new Date() })
    .where('person_id', '=', personId)
    .returning(['id', 'login'])
    .executeTakeFirstOrThrow();
  return { id, login, hash };
}

/** Finds the account, counts the try on two keys and takes it back, opens the session, writes the journal and the news. */
async function signInBare(db: Database, { id, login }: Account): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query(
      `select a.id, a.password_hash from kernel.accounts a join kernel.people p on p.id = a.person_id where a.login = $1 and p.trashed_at is null`,
      [login],
    );
    for (const key of ['bare own', 'bare line'])
      await client.query(
        `insert into kernel.throttles (key, hits, resets_at) values ($1, 1, now() + interval '15 minutes')
         on conflict (key) do update set hits = kernel.throttles.hits + 1`,
        [key],
      );
    await client.query(`delete from kernel.throttles where key = 'bare own'`);
    await client.query('begin');
    await client.query(
      `insert into kernel.sessions (id, token_hash, account_id, device, method, expires_at, silence_minutes)
       values ($1, $2, $3, 'bench', 'password', now() + interval '1 hour', 60)`,
      [newId(), tokenHash(newToken()), id],
    );
    await client.query(`insert into kernel.audit (id, action, details) values ($1, 'bench', '{}')`, [newId()]);
    await client.query(`insert into kernel.events (id, service, event, circle, payload) values ($1, 'bench', 'bench', '{}', '{}')`, [
      newId(),
    ]);
    await client.query(`select graphile_worker.add_job('kernel.deliver', '{}'::json)`);
    await client.query('commit');
  } finally {
    client.release();
  }
}
