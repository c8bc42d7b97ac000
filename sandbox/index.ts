import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from '#kernel/db';
import { createApp } from '#kernel/http';
import { startJobs } from '#kernel/jobs';
import { stampPapers } from '#kernel/paper';
import type { Service } from '#kernel/service';
import { sandboxSentence } from '#kernel/ui';
import { assetFrom, buildAssets } from '../kernel/ui/build.ts';
import { houseOf, type Plan } from './config.ts';
import { databasesFor } from './databases.ts';
import { isDue } from './night.ts';
import { inventSchool } from './school.ts';

type Start = {
  plan: Plan;
  services: Service[];
  /** The repository. */
  root: string;
  migrateAll: (url: string) => Promise<unknown>;
  /** Ends it. */
  stopAsked: Promise<void>;
  now?: () => Date;
  /** Told where it listens. */
  opened?: (address: string) => void;
};

/**
 * Opens the school where one trains, until asked to stop: finishes what a kill left half done, catches up with a missed night, then looks
 * at the clock each minute. What was under way when it is made anew is lost, which is what it is for.
 */
export async function serveSandbox({
  plan,
  services,
  root,
  migrateAll,
  stopAsked,
  now = () => new Date(),
  opened,
}: Start): Promise<number> {
  const out = join(root, 'dist/assets');
  stampPapers(sandboxSentence);
  const databases = databasesFor({
    plan,
    fill: async (url, folder) => {
      await migrateAll(url);
      await inventSchool({ url, folder, services, now: now() });
    },
  });
  const of = await stateOf(services);
  const [manifest] = await Promise.all([buildAssets({ root, out }), catchUp()]);
  const db = connect(databases.url, { max: 10 });
  let [since, resetting, busy] = [new Date((await databases.live())?.made ?? 0), false, false];
  const gate = { since: () => since, resetting: () => resetting, reset: () => void alone(anew).catch(complain) };
  const config = houseOf(plan, databases.url, gate);
  const app = await createApp({ config, db, services, asset: assetFrom(manifest), assets: pathToFileURL(`${out}/`), now });
  let worker = await startJobs({ db, services, config, now });
  const clock = setInterval(() => void alone(look).catch(complain), 60_000);

  /** Renews the model if it is of another day or of another version, then opens a copy of it. */
  async function catchUp(): Promise<void> {
    await databases.sweep();
    const [model, live] = [await databases.model(), await databases.live()];
    const old = (mark: typeof model): boolean => mark?.of !== of || isDue(new Date(mark.made), now(), plan.hour);
    if (old(model)) await databases.renewModel(of, now());
    if (old(live)) await databases.reset(now());
  }
  /** One making at a time, however long it lasts: they share the same draft. Whoever asks meanwhile has what is being made. */
  async function alone(make: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      await make();
    } finally {
      busy = false;
    }
  }
  async function anew(): Promise<void> {
    resetting = true;
    await worker.stop().catch(() => {});
    try {
      await databases.reset(now());
    } finally {
      // What could not be thrown away serves again. When nothing is left to serve, the next minute makes it.
      const live = await databases.live();
      if (live) {
        since = new Date(live.made);
        worker = await startJobs({ db, services, config, now });
        resetting = false;
      }
    }
  }
  async function look(): Promise<void> {
    const live = await databases.live();
    if (live && !isDue(new Date(live.made), now(), plan.hour)) return;
    await databases.renewModel(of, now());
    await anew();
  }

  try {
    const address = await app.listen({ host: plan.host, port: plan.port });
    opened?.(address);
    process.stdout.write(`L’école d’essai est ouverte : ${plan.url}\n`);
    await stopAsked;
    return 0;
  } finally {
    clearInterval(clock);
    await app.close();
    await worker.stop().catch(() => {});
    await db.destroy();
  }
}

/** A model made by another version of the program is not the one to copy. */
async function stateOf(services: Service[]): Promise<string> {
  const folders = [new URL('../kernel/db/migrations/', import.meta.url), ...services.flatMap(({ migrations }) => migrations ?? [])];
  const files = await Promise.all(folders.map(async (folder) => [folder.pathname.split('/').at(-3), ...(await readdir(folder)).sort()]));
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
}

const complain = (error: unknown): void => void process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
