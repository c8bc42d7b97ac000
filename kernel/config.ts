import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where somebody trains: a second house, with its own database, its own keys, and nobody real in it (decision 0019). */
export type Sandbox =
  | {
      /** This is the house of real people, which gives tickets to the other. */
      side: 'real';
      /** Where the sandbox answers, without a final slash. */
      url: string;
      ticketKey: Buffer;
      /** Starts it if it sleeps, when it is ours to start: asked at the first visit, so that a start stays as fast as without it. */
      wake?: () => void;
    }
  | {
      /** This is the sandbox. */
      side: 'sandbox';
      /** Where real people are: the only place one comes from. */
      home: string;
      ticketKey: Buffer;
      /** When it was last made anew. */
      since: () => Date;
      /** It is being made anew: nothing is served meanwhile. */
      resetting: () => boolean;
      reset: () => void;
    };

export type Config = {
  host: string;
  port: number;
  /** Where the embedded database, the files and the secret live. */
  folder: string;
  /** Nothing: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** The address people type, without a final slash. Cookies are Secure when it is https. */
  publicUrl: string;
  demonstration: boolean;
  /** Keys of codes and cookies derive from it; it is not in the database. */
  secret: Buffer;
  /** `smtp://user:password@host:587`. Nothing: mails are laid as files in `folder`/mail. */
  smtp: string | undefined;
  /** Who mails come from. */
  mailFrom: string;
  /** A push service of one's own, beside those of the browsers: its host and its certificate authority. */
  pushService?: { host: string; ca: string } | undefined;
  sandbox?: Sandbox | undefined;
};

/**
 * Reads the environment once: PORT, HOST, PREAU_DATA, DATABASE_URL, PREAU_URL, PREAU_SECRET, PREAU_DEMO, PREAU_SMTP, PREAU_MAIL_FROM,
 * PREAU_SANDBOX_URL.
 * The demonstration has known passwords: it is on by itself only with the embedded database outside production.
 */
export function configure(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${env['PORT']} n’est pas un port`);
  const host = env['HOST'] ?? 'localhost';
  const folder = resolve(env['PREAU_DATA'] ?? 'data');
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const publicUrl = (env['PREAU_URL'] ?? `http://localhost:${port}`).replace(/\/$/, '');
  const secret = env['PREAU_SECRET'] ? Buffer.from(env['PREAU_SECRET']) : secretIn(folder);
  const demonstration = env['PREAU_DEMO'] ? env['PREAU_DEMO'] === '1' : !databaseUrl && env['NODE_ENV'] !== 'production';
  const sandboxUrl = env['PREAU_SANDBOX_URL']?.replace(/\/$/, '');
  return {
    host,
    port,
    folder,
    databaseUrl,
    publicUrl,
    demonstration,
    secret,
    smtp: env['PREAU_SMTP'] || undefined,
    mailFrom: env['PREAU_MAIL_FROM'] || `Préau <ne-pas-repondre@${new URL(publicUrl).hostname}>`,
    sandbox: sandboxUrl ? { side: 'real', url: sandboxUrl, ticketKey: ticketKey(secret) } : undefined,
  };
}

/** What the tickets of the sandbox are signed with: drawn from the secret of real people, which it does not give away. */
export const ticketKey = (secret: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'preau sandbox tickets', 32));

export function secretIn(folder: string): Buffer {
  const file = join(folder, 'secret');
  try {
    return readFileSync(file);
  } catch {
    mkdirSync(folder, { recursive: true });
    const secret = randomBytes(32);
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
    return secret;
  }
}
