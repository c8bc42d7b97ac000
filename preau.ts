import { fileURLToPath } from 'node:url';
import { connect, migrate } from '#kernel/db';
import { migrateJobs } from '#kernel/jobs';
import type { Command } from '#kernel/service';
import { type Config, configure } from './kernel/config.ts';
import { startEmbedded } from './kernel/db/embedded.ts';
import { discover } from './kernel/service/discover.ts';
import { serve } from './kernel/start.ts';
import { command as synth } from './synth/command.ts';

/** The composition root: the only file that knows the kernel, all the services and the configuration. */

const root = new URL('./', import.meta.url);

export const services = await discover(new URL('services/', root));

/** Brings the whole schema forward: the kernel's, the queue's, each service's. Gives the names of what ran. */
export async function migrateAll(url: string): Promise<string[]> {
  const folders = services.flatMap(({ name, migrations }) => (migrations ? [{ owner: name, folder: migrations }] : []));
  const ran = await migrate(url, folders);
  const db = connect(url, { max: 2 });
  await migrateJobs(db);
  await db.destroy();
  return ran;
}

/** `preau [command] [arguments]`. Without a command, starts. Gives the exit code. */
export async function run([name = 'start', ...args]: string[]): Promise<number> {
  if (name === 'start') return start(configure());
  if (name === synth.name) return synth.run(args);
  if (name === 'bench') return (await import('./bench/index.ts')).run(args);
  const commands = services.flatMap((service) => service.commands ?? []);
  const command = commands.find((known) => known.name === name);
  if (!command) return help(commands, name);
  const config = configure();
  return withDatabase(config, async (url) => {
    await migrateAll(url);
    const db = connect(url);
    try {
      return await command.run(args, { db, url, services, folder: config.folder, secret: config.secret, origin: config.publicUrl });
    } finally {
      await db.destroy();
    }
  });
}

async function start(config: Config): Promise<number> {
  const demonstrate = config.demonstration ? (await import('./demonstration/index.ts')).demonstrate : undefined;
  return withDatabase(config, (url) => serve({ config, url, services, root: fileURLToPath(root), migrateAll, demonstrate }));
}

/** The embedded PostgreSQL for as long as the work lasts, unless DATABASE_URL names a server. */
async function withDatabase(config: Config, work: (url: string) => Promise<number>): Promise<number> {
  if (config.databaseUrl) return work(config.databaseUrl);
  const embedded = await startEmbedded({ folder: config.folder });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

function help(commands: Command[], name: string): number {
  const asked = ['help', '--help', '-h'].includes(name);
  const lines = ['preau start', synth.usage, ...commands.map(({ usage }) => usage), 'preau bench'];
  process[asked ? 'stdout' : 'stderr'].write(`${asked ? '' : `« ${name} » n’est pas une commande.\n`}${lines.join('\n')}\n`);
  return asked ? 0 : 2;
}
