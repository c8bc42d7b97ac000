import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { connect, type Database } from '#kernel/db';
import { createApp } from '#kernel/http';
import { acceptCharter, currentCharter, openSession } from '#kernel/identity';
import { builtAssets, rawCluster } from '#kernel/testing';
import { type Config, configure } from '../kernel/config.ts';
import { migrateAll, services } from '../preau.ts';
import { freePort } from './free-port.ts';

type House = { db: Database; app: FastifyInstance; config: Config; origin: string };

/** A whole ENT on a database of its own, listening; thrown away once measured. */
export async function inHouse<Measured>(
  measure: (house: House) => Promise<Measured>,
  { now }: { now?: () => Date } = {},
): Promise<Measured> {
  const cluster = await rawCluster();
  const folder = await mkdtemp(join(tmpdir(), 'preau-bench-'));
  await migrateAll(cluster.url);
  const db = connect(cluster.url);
  try {
    const config = configure({ PREAU_DATA: folder, PREAU_SECRET: 'the secret of a bench' });
    const { asset } = await builtAssets();
    const app = await createApp({ db, services, asset, config, ...(now ? { now } : {}) });
    const origin = await app.listen({ host: '127.0.0.1', port: await freePort() });
    const measured = await measure({ db, app, config, origin });
    await app.close();
    return measured;
  } finally {
    await db.destroy();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The cookie of somebody signed in, both factors shown, the charter accepted. */
export async function cookieOf(db: Database, personId: string): Promise<string> {
  const { id: accountId } = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow();
  const charter = await currentCharter(db, 'adult');
  const token = await db.transaction().execute(async (tx) => {
    if (charter) await acceptCharter(tx, { accountId, charterId: charter.id, now: new Date() });
    return openSession(tx, { accountId, device: 'bench', keep: true, now: new Date(), method: 'machine', secondFactor: true });
  });
  return `preau=${token}`;
}
