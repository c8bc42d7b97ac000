import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect, type Database } from '#kernel/db';
import { createApp } from '#kernel/http';
import { startJobs } from '#kernel/jobs';
import type { Service } from '#kernel/service';
import type { Config } from './config.ts';
import { assetFrom, buildAssets } from './ui/build.ts';

type Start = {
  config: Config;
  url: string;
  services: Service[];
  /** The repository. */
  root: string;
  migrateAll: (url: string) => Promise<string[]>;
  /** Fills an empty database with an invented town. */
  demonstrate:
    | ((db: Database, work: { config: Config; services: Service[]; say: (sentence: string) => void }) => Promise<void>)
    | undefined;
};

/** Migrates, builds, opens the doors, works; until asked to stop. Requests under way are finished first. */
export async function serve({ config, url, services, root, migrateAll, demonstrate }: Start): Promise<number> {
  const out = join(root, 'dist/assets');
  const [manifest] = await Promise.all([buildAssets({ root, out }), migrateAll(url)]);
  const db = connect(url, { max: 20 });
  try {
    await demonstrate?.(db, { config, services, say });
    const app = await createApp({
      config,
      db,
      services,
      asset: assetFrom(manifest),
      assets: pathToFileURL(`${out}/`),
      log: process.env['NODE_ENV'] === 'production',
    });
    const worker = await startJobs({ db, services, config });
    try {
      await app.listen({ host: config.host, port: config.port });
      say(`Préau est ouvert : ${config.publicUrl}`);
      await stopAsked();
      return 0;
    } catch (error) {
      if (!isTaken(error)) throw error;
      process.stderr.write(`Le port ${config.port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre avec PORT.\n`);
      return 1;
    } finally {
      await app.close();
      // Before the pool: it waits for each connection, and the worker keeps one.
      await worker.stop();
    }
  } finally {
    await db.destroy();
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

export const stopAsked = (): Promise<void> =>
  new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
    // Started by another server that is gone: the sandbox does not outlive the house beside it.
    process.once('disconnect', () => stop());
  });

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
