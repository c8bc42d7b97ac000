import { fileURLToPath } from 'node:url';
import { connect, migrate } from '#kernel/db';
import { migrateJobs } from '#kernel/jobs';
import type { Command } from '#kernel/service';
import { type Config, configure, ticketKey } from './kernel/config.ts';
import { startEmbedded } from './kernel/db/embedded.ts';
import { discover } from './kernel/service/discover.ts';
import { serve, stopAsked } from './kernel/start.ts';
import { sandboxBeside } from './sandbox/child.ts';
import { planSandbox, writtenKey } from './sandbox/config.ts';
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
  if (name === 'sandbox') return sandbox(args);
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
  const beside = sandboxBeside(fileURLToPath(root));
  // With the demonstration comes a school to train in, which starts when somebody first goes there.
  if (config.demonstration && !config.sandbox && config.port > 0)
    config.sandbox = { side: 'real', url: `http://localhost:${config.port + 1}`, ticketKey: ticketKey(config.secret), wake: beside.wake };
  return withDatabase(config, async (url) => {
    try {
      return await serve({ config, url, services, root: fileURLToPath(root), migrateAll, demonstrate });
    } finally {
      await beside.stop();
    }
  });
}

/** `preau sandbox`: the school where one trains, on its own database; `preau sandbox key`: what it needs to know of this house. */
async function sandbox([what, ...more]: string[]): Promise<number> {
  const config = configure();
  if (what === 'key' && more.length === 0) {
    process.stdout.write(`${writtenKey(config.secret)}\n`);
    return 0;
  }
  if (what !== undefined)
    return help(
      services.flatMap((service) => service.commands ?? []),
      `sandbox ${what}`,
    );
  const { serveSandbox } = await import('./sandbox/index.ts');
  const own = process.env['PREAU_SANDBOX_DATABASE_URL'];
  return withDatabase({ ...config, databaseUrl: own ?? config.databaseUrl }, (url) =>
    serveSandbox({ plan: planSandbox(process.env, url), services, root: fileURLToPath(root), migrateAll, stopAsked: stopAsked() }),
  );
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
  const lines = ['preau start', synth.usage, ...commands.map(({ usage }) => usage), 'preau sandbox [key]', 'preau bench'];
  process[asked ? 'stdout' : 'stderr'].write(`${asked ? '' : `« ${name} » n’est pas une commande.\n`}${lines.join('\n')}\n`);
  return asked ? 0 : 2;
}
