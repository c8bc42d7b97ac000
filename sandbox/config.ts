import { join } from 'node:path';
import { type Config, configure, secretIn, ticketKey } from '../kernel/config.ts';

/** How a sandbox is run: nothing in it is shared with the house of real people but the key of the tickets. */
export type Plan = {
  host: string;
  port: number;
  /** Its files, its mails and its secret. */
  folder: string;
  /** Any database of the server where its databases are, by which others are made and dropped. */
  server: string;
  /** The one that is open; the others add to its name. */
  database: string;
  url: string;
  home: string;
  secret: Buffer;
  ticketKey: Buffer;
  /** The hour of the night, in Paris. */
  hour: number;
};

/**
 * Reads the environment: that of the house beside it (PORT, HOST, PREAU_DATA, PREAU_URL, DATABASE_URL), and PREAU_SANDBOX_URL,
 * PREAU_SANDBOX_PORT, PREAU_SANDBOX_DATA, PREAU_SANDBOX_DATABASE_URL, PREAU_SANDBOX_KEY, PREAU_SANDBOX_HOUR. `embedded`: the address of the
 * embedded server, when nothing names another.
 */
export function planSandbox(env: NodeJS.ProcessEnv, embedded: string | undefined): Plan {
  const beside = configure(env);
  const port = Number(env['PREAU_SANDBOX_PORT'] ?? beside.port + 1);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`PREAU_SANDBOX_PORT=${env['PREAU_SANDBOX_PORT']} n’est pas un port`);
  const hour = Number(env['PREAU_SANDBOX_HOUR'] ?? 4);
  if (!Number.isInteger(hour) || hour < 0 || hour > 23)
    throw new Error(`PREAU_SANDBOX_HOUR=${env['PREAU_SANDBOX_HOUR']} n’est pas une heure`);
  const folder = env['PREAU_SANDBOX_DATA'] ?? join(beside.folder, 'essai');
  return {
    ...{ host: beside.host, port, folder, hour, secret: secretIn(folder), home: beside.publicUrl },
    ...databasesOf(beside.databaseUrl ?? embedded, env['PREAU_SANDBOX_DATABASE_URL']),
    url: (env['PREAU_SANDBOX_URL'] ?? `http://localhost:${port}`).replace(/\/$/, ''),
    ticketKey: env['PREAU_SANDBOX_KEY'] ? Buffer.from(env['PREAU_SANDBOX_KEY'], 'base64url') : ticketKey(beside.secret),
  };
}

/** Its name ends with « _essai » whatever happens: a sandbox drops databases, and must never be led to the real one. */
function databasesOf(real: string | undefined, own: string | undefined): Pick<Plan, 'server' | 'database'> {
  const named = own ?? real;
  if (!named) throw new Error('Aucune base : indiquez PREAU_SANDBOX_DATABASE_URL');
  const name = decodeURIComponent(new URL(named).pathname.slice(1));
  if (own && !name.endsWith('_essai'))
    throw new Error(`PREAU_SANDBOX_DATABASE_URL nomme « ${name} » : la base d’une école d’essai finit par « _essai »`);
  const database = own ? name : `${name}_essai`;
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(database))
    throw new Error(`« ${database} » n’est pas un nom de base que l’on puisse donner à une école d’essai`);
  const server = new URL(named);
  server.pathname = own ? '/postgres' : `/${name}`;
  return { server: server.href, database };
}

/** What the house of real people gives whoever runs its sandbox elsewhere. */
export const writtenKey = (secret: Buffer): string => ticketKey(secret).toString('base64url');

/** The house that the sandbox is: no mail server, no push service, no demonstration. */
export const houseOf = (
  plan: Plan,
  databaseUrl: string,
  gate: Pick<Extract<Config['sandbox'], { side: 'sandbox' }>, 'since' | 'resetting' | 'reset'>,
): Config => ({
  ...{ host: plan.host, port: plan.port, folder: join(plan.folder, 'vive'), databaseUrl, publicUrl: plan.url, secret: plan.secret },
  ...{ demonstration: false, smtp: undefined, mailFrom: 'École d’essai <personne@essai.invalid>' },
  sandbox: { side: 'sandbox', home: plan.home, ticketKey: plan.ticketKey, ...gate },
});
